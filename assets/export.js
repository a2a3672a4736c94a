// Saving a chart: a picture or drawing with its title, finding, source and date; or the link to the view.
(function () {
    'use strict';

    const SIZE = { map: [1000, 860], funnel: [1000, 640], trend: [1000, 640], bars: [1000, 1000] };
    const USUAL_SIZE = [1000, 620];
    const TOP = 96;
    const BOTTOM = 64;

    const text = (id) => (document.getElementById(id) ? document.getElementById(id).textContent.trim() : '');

    function wrapped(words, width) {
        const lines = [''];
        for (const word of words.split(/\s+/)) {
            if ((lines[lines.length - 1] + word).length > width) lines.push('');
            lines[lines.length - 1] += `${word} `;
        }
        return lines.map((line) => line.trim()).join('<br>');
    }

    function note(content, y, anchor, size, colour) {
        return {
            text: content, x: 0, xref: 'paper', y, yref: 'paper', xanchor: 'left', yanchor: anchor, xshift: -40,
            align: 'left', showarrow: false, font: { size, color: colour },
        };
    }

    // The key of the map as native legend entries, since the page draws it outside the chart.
    function keyTraces(layout) {
        const lines = (layout.meta && layout.meta.legend) || [];
        return lines.map((item) => ({
            type: 'scattergeo', lon: [null], lat: [null], mode: 'markers', showlegend: true,
            name: `${item.symbol} ${item.label}${item.count === null ? '' : ` (${item.count})`}`.trim(),
            marker: { symbol: 'square', size: 12, color: item.colour, line: { width: 1, color: '#4C6272' } },
        }));
    }

    // The map as drawn, with the edges that the style sheet gives picked areas on the page.
    function mapTraces(gd) {
        const style = getComputedStyle(document.documentElement);
        const codes = window.atlas.picked();
        const traces = gd.data.map((trace) => ({ ...trace, showlegend: false }));
        const areas = traces[0];
        const usual = areas.marker.line.color;
        const edge = (code, i) => {
            const place = codes.indexOf(code);
            return place < 0 ? (Array.isArray(usual) ? usual[i] : usual) : style.getPropertyValue(`--picked-${place}`).trim();
        };
        const line = {
            color: areas.locations.map(edge),
            width: areas.locations.map((code) => (codes.includes(code) ? 4 : areas.marker.line.width)),
        };
        traces[0] = { ...areas, marker: { ...areas.marker, line } };
        return traces;
    }

    async function picture(chart, format) {
        const gd = document.querySelector(`#${chart} .js-plotly-plot`);
        const [width, height] = SIZE[chart] || USUAL_SIZE;
        const inner = gd.layout.margin || {};
        const ribbon = Boolean(document.querySelector('.illustrative'));
        const title = `${ribbon ? 'ILLUSTRATIVE (simulated figures) · ' : ''}${text('heading')} · ${text(`${chart}-title`)}`;
        const when = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
        const foot = `${text(`${chart}-note`)} ${text('source')} Saved ${when}.`;
        const layout = {
            ...gd.layout,
            width, height, autosize: false,
            margin: { l: Math.max(60, inner.l || 0), r: Math.max(30, inner.r || 0), t: TOP, b: BOTTOM + Math.max(40, inner.b || 0) },
            showlegend: chart === 'map',
            legend: { x: 0.01, y: 0.02, xanchor: 'left', yanchor: 'bottom', font: { size: 13 } },
            annotations: [
                note(`<b>${wrapped(title, 90)}</b>`, 1, 'bottom', 17, '#212B32'),
                note(wrapped(text('sentence'), 130), 1, 'top', 13, '#212B32'),
                note(wrapped(foot, 140), 0, 'top', 11, '#4C6272'),
            ],
        };
        layout.annotations[0].yshift = 44;
        layout.annotations[1].yshift = 40;
        layout.annotations[2].yshift = chart === 'map' ? -12 : -52;
        const data = chart === 'map' ? [...mapTraces(gd), ...keyTraces(gd.layout)] : gd.data;
        return window.Plotly.toImage({ data, layout, config: { staticPlot: true } }, { format, width, height, scale: format === 'png' ? 2 : 1 });
    }

    function fileName(chart, format) {
        const plain = (words) => words.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
        return `${plain(text('heading')).slice(0, 80)}-${chart}.${format}`;
    }

    async function copy(address) {
        try {
            await navigator.clipboard.writeText(address);
            return 'Link copied';
        } catch {
            window.prompt('Copy this link', address); // no clipboard without a secure address
            return 'Copy link';
        }
    }

    // One menu a card, made here: as components they would take Dash longer than the charts' data.
    const CHOICES = [['png', 'Picture (PNG)'], ['svg', 'Drawing (SVG)'], ['link', 'Copy link'], ['pack', 'Add to a board pack']];
    window.atlas.offerSaving = function () {
        for (const place of document.querySelectorAll('[data-save]:empty')) {
            const menu = document.createElement('details');
            menu.className = 'save';
            const summary = document.createElement('summary');
            summary.textContent = 'Save';
            summary.setAttribute('aria-label', `Save the ${place.dataset.save} chart`);
            const list = document.createElement('div');
            list.className = 'menu';
            for (const [kind, label] of CHOICES) {
                const button = document.createElement('button');
                button.type = 'button';
                button.dataset.export = kind;
                button.dataset.of = place.dataset.save;
                button.textContent = label;
                list.append(button);
            }
            menu.append(summary, list);
            place.append(menu);
        }
    };

    document.addEventListener('click', async (event) => {
        const button = event.target.closest('[data-export]');
        if (!button) return;
        const kind = button.dataset.export;
        const label = button.textContent;
        if (kind === 'link') {
            button.textContent = await copy(window.location.href);
            window.setTimeout(() => { button.textContent = label; }, 2000);
            return;
        }
        if (kind === 'pack') {
            button.closest('details').open = false;
            button.closest('details').querySelector('summary').focus(); // where the dialog returns to
            window.atlas.addToPack(button.dataset.of);
            return;
        }
        const link = document.createElement('a');
        link.href = await picture(button.dataset.of, kind);
        link.download = fileName(button.dataset.of, kind);
        link.click();
        button.closest('details').open = false;
    });
})();
