// Every view is shown from here: its figures drawn, its words written. What the first one needs came with the page.
(function () {
    'use strict';

    // No button that sends the figure's data to another company; a change of size is followed by link.js.
    const CONFIG = {
        displayModeBar: false, showSendToCloud: false, displaylogo: false, responsive: false, scrollZoom: false, doubleClick: false,
    };
    const IN_SIGHT = ['map', 'funnel', 'trend'];
    const CHARTS = [...IN_SIGHT, 'bars'];

    const atlas = (window.atlas = window.atlas || {});
    let drawnView = null;

    const plotOf = (chart) => document.querySelector(`#${chart} > .plot`);

    // ready: called with the name of each chart that has been drawn for the first time
    function draw(figures, charts, ready) {
        for (const chart of charts) {
            const place = document.getElementById(chart);
            if (!figures[chart] || !place) continue;
            const made = plotOf(chart);
            const gd = made || document.createElement('div');
            if (!made) {
                gd.className = 'plot';
                place.append(gd);
            }
            window.Plotly.react(gd, figures[chart].data, figures[chart].layout, CONFIG);
            if (!made) ready(chart);
        }
    }

    // What lies below the first screen comes when that has been painted: after the charts' own tasks, and a frame.
    atlas.whenPainted = function (work) {
        window.setTimeout(() => window.requestAnimationFrame(() => window.setTimeout(work, 0)), 0);
    };

    // told: all that the server says of a view, with the figures that are to be drawn anew; done: called when all is there.
    atlas.tell = function (told, done) {
        // Dash tells the first view again when it has made the page
        const later = drawnView !== null && told.view !== drawnView;
        const stands = told.view === drawnView && CHARTS.every(plotOf);
        drawnView = told.view;
        const figures = stands ? {} : told.figures || {};
        atlas.receive(told);
        atlas.closeExplanations();
        draw(figures, IN_SIGHT, atlas.bind);
        atlas.write(told);
        if (later && Object.keys(told.refused).length) atlas.forget(told.refused); // a link itself stays as it was sent
        atlas.drawn();
        atlas.linked();
        atlas.offerSaving();
        atlas.whenPainted(() => {
            atlas.mountSearch();
            draw(figures, ['bars'], atlas.bind);
            atlas.renderTable(); // its small lines are taken from the trend's
            if (done) done();
        });
    };

    // Charts of the other pages: figures by the id of their place, as components/charts.py sends them.
    atlas.drawPage = function (figures, done) {
        draw(figures, Object.keys(figures), atlas.follow);
        atlas.offerSaving();
        if (done) atlas.whenPainted(done);
    };

    window.dash_clientside = Object.assign({}, window.dash_clientside, {
        atlas: {
            tell(told) {
                atlas.tell(told);
                return window.dash_clientside.no_update;
            },
            drawPage(figures) {
                if (figures) atlas.drawPage(figures);
                return window.dash_clientside.no_update;
            },
        },
    });
})();
