// Put into a page before anything else: notes when each chart has been painted whole, the same way for either page.
(function () {
    'use strict';

    const CHARTS = ['map', 'funnel', 'trend', 'bars'];
    const record = (window.benchmark = { first: {}, click: {}, redraws: {}, before: null, started: 0 });

    const graph = (id) => document.querySelector(`#${id}.js-plotly-plot, #${id} .js-plotly-plot`);
    const coloured = (path) => path.getAttribute('d') && !['', 'none'].includes(path.style.fill || path.getAttribute('fill') || '');

    // What of a chart is really drawn, and what its data asks for.
    const drawn = (record.drawn = function (id) {
        const gd = graph(id);
        if (!gd || !gd.data) return { shapes: 0, wanted: 1 };
        if (id === 'map') {
            const areas = gd.data.filter((t) => t.type === 'choropleth');
            const paths = [...gd.querySelectorAll('path.choroplethlocation')];
            return { shapes: paths.filter(coloured).length, wanted: areas.reduce((n, t) => n + t.locations.length, 0) };
        }
        if (id === 'bars') {
            const bars = gd.data.find((t) => t.type === 'bar');
            return { shapes: gd.querySelectorAll('.bars .point > path').length, wanted: bars ? bars.x.length : 1 };
        }
        const areas = gd.data.find((t) => t.name === 'areas');
        if (!areas) return { shapes: 0, wanted: 1 };
        if (id === 'funnel') return { shapes: gd.querySelectorAll('.points path.point').length, wanted: areas.x.length };
        const lines = [...gd.querySelectorAll('.lines path.js-line')];
        return { shapes: lines.filter((l) => (l.getAttribute('d') || '').length > 10).length, wanted: 2 };
    });

    function painted(id, gd) {
        record.redraws[id] = (record.redraws[id] || 0) + 1;
        const { shapes, wanted } = drawn(id);
        if (shapes < wanted) return;
        if (!(id in record.first)) {
            record.first[id] = 0;
            requestAnimationFrame(() => requestAnimationFrame(() => { record.first[id] = performance.now(); }));
        }
        if (record.before && gd.data !== record.before[id] && !(id in record.click)) {
            record.click[id] = 0;
            requestAnimationFrame(() => { record.click[id] = performance.now() - record.started; });
        }
    }

    function bind() {
        for (const id of CHARTS) {
            const gd = graph(id);
            if (!gd || !gd.on || gd.benchmarked) continue;
            gd.benchmarked = true;
            gd.on('plotly_afterplot', () => painted(id, gd));
        }
    }
    new MutationObserver(bind).observe(document, { childList: true, subtree: true });

    record.visited = () => CHARTS.every((id) => record.first[id] > 0);
    record.readyAt = () => performance.getEntriesByName('ready')[0]?.startTime ?? 0;
    record.ready = () => !document.querySelector('#react-entry-point') || record.readyAt() > 0;
    record.clicked = () => CHARTS.every((id) => record.click[id] > 0);

    // Change a select, as a person does, or run what the search box runs when an indicator is picked.
    record.start = function (id, value) {
        const select = document.getElementById(id);
        record.before = Object.fromEntries(CHARTS.map((chart) => [chart, graph(chart).data]));
        record.click = {};
        record.redraws = {};
        if (select && select.tagName === 'SELECT') {
            Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(select, value);
            record.started = performance.now();
            select.dispatchEvent(new Event('change', { bubbles: true }));
        } else {
            record.started = performance.now();
            window.atlas.choose({ [id.replace('choice-', '')]: value });
        }
    };

    record.shown = () => ({ bars: graph('bars').data.find((t) => t.type === 'bar').x });
})();
