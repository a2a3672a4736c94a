// Saving a chart: a picture, drawing or its figures, each with title, finding, source and date; or the link to it.
(function () {
    'use strict';

    const SIZE = { map: [1000, 860], funnel: [1000, 640], trend: [1000, 640], bars: [1000, 1000] };
    const USUAL_SIZE = [1000, 620];
    const TOP = 96;
    const BOTTOM = 64;

    const text = (id) => (document.getElementById(id) ? document.getElementById(id).textContent.trim() : '');

    // Lines of at most so many letters.
    window.atlas.wrapped = function (words, width) {
        const lines = [''];
        for (const word of words.split(/[^\S\u00a0]+/)) {
            if (lines[lines.length - 1] && (lines[lines.length - 1] + word).length > width) lines.push('');
            lines[lines.length - 1] += `${word} `;
        }
        return lines.map((line) => line.trim());
    };

    // The heading of the page; of the trend with all its periods in place of the one that the other charts show.
    function headingOf(chart) {
        const heading = text('heading');
        const periods = (chart === 'trend' && document.querySelector('#trend .js-plotly-plot')?.layout?.meta?.periods) || [];
        const last = periods.find((period) => heading.endsWith(` ${period}`));
        return last && periods.length > 1 ? `${heading.slice(0, -last.length)}${periods[0]} to ${periods.at(-1)}` : heading;
    }

    // What a picture or a file says beside its figures: what, where, when; which way is good; whose; when it was saved.
    // A card that is of other figures than the page's first has words of its own, and says itself which are illustrative.
    function told(chart) {
        const own = document.getElementById(`${chart}-card`)?.dataset || {};
        const saved = `Saved ${new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })}.`;
        const [part, note] = [text(`${chart}-title`), text(`${chart}-note`)];
        if (own.said) return { title: part, sentence: own.said, good: '', note, source: own.source, saved };
        const ribbon = Boolean(document.querySelector('.illustrative'));
        const title = `${ribbon ? 'ILLUSTRATIVE (simulated figures) · ' : ''}${headingOf(chart)} · ${part}`;
        const badge = text('badge');
        return { title, sentence: text('sentence'), good: badge && `${badge}.`, note, source: text('source'), saved };
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

    // The map as drawn, with the edges of picked areas above all others, as on the page.
    function mapTraces(gd) {
        const style = getComputedStyle(document.documentElement);
        const traces = gd.data.map((trace) => ({ ...trace, showlegend: false }));
        const clear = [[0, 'rgba(0,0,0,0)'], [1, 'rgba(0,0,0,0)']];
        const edges = window.atlas.picked().flatMap((code, place) => [['#ffffff', 7], [style.getPropertyValue(`--picked-${place}`).trim(), 4]]
            .map(([color, width]) => ({ ...traces[0], locations: [code], z: [0], colorscale: clear, marker: { line: { color, width } } })));
        traces.splice(traces.findIndex(({ type }) => type !== 'choropleth'), 0, ...edges);
        return traces;
    }

    const SENTENCE_LINE = 17; // px
    const FOOT_LINE = 15;

    async function picture(chart, format) {
        const gd = document.querySelector(`#${chart} .js-plotly-plot`);
        if (!gd) return table(chart, format);
        const [width, usual] = SIZE[chart] || [USUAL_SIZE[0], Math.max(USUAL_SIZE[1], gd.offsetHeight)];
        const inner = gd.layout.margin || {};
        const said = told(chart);
        const foot = `${said.note} ${said.good} ${said.source} ${said.saved}`;
        const [title, sentence, below] = [[said.title, 90], [said.sentence, 130], [foot, 140]].map(([words, most]) => window.atlas.wrapped(words, most));
        const own = gd.layout.showlegend ? inner.t || 0 : 0; // its own key stands above the chart
        const above = own + 6 + SENTENCE_LINE * sentence.length;
        const top = Math.max(TOP, above + 4 + 24 * title.length + 8);
        const bottom = Math.max(BOTTOM, FOOT_LINE * below.length + 12);
        const height = usual + top - TOP + bottom - BOTTOM;
        const layout = {
            ...gd.layout,
            width, height, autosize: false,
            margin: { l: Math.max(60, inner.l || 0), r: Math.max(30, inner.r || 0), t: top, b: bottom + Math.max(40, inner.b || 0) },
            showlegend: chart === 'map' || Boolean(gd.layout.showlegend),
            legend: chart === 'map' ? { x: 0.01, y: 0.02, xanchor: 'left', yanchor: 'bottom', font: { size: 13 } } : gd.layout.legend,
            annotations: [
                ...(gd.layout.annotations || []),
                { ...note(`<b>${title.join('<br>')}</b>`, 1, 'bottom', 17, '#212B32'), yshift: above + 4 },
                { ...note(sentence.join('<br>'), 1, 'top', 13, '#212B32'), yshift: above },
                { ...note(below.join('<br>'), 0, 'top', 11, '#4C6272'), yshift: chart === 'map' ? -12 : -52 },
            ],
        };
        const data = chart === 'map' ? [...mapTraces(gd), ...keyTraces(gd.layout)] : gd.data;
        return window.Plotly.toImage({ data, layout, config: { staticPlot: true } }, { format, width, height, scale: format === 'png' ? 2 : 1 });
    }

    // A chart that is a table, with the key above it.
    function table(name, format) {
        const said = told(name);
        const holder = window.atlas.numbersOf(name);
        const key = document.querySelector(`#${name}-card .marks`);
        const drawing = window.atlas.drawParts(
            [key, holder].filter(Boolean),
            [[said.title, 17, 700, '#212B32'], [said.sentence, 13, 400, '#212B32']],
            [[`${said.note} ${said.good} ${said.source} ${said.saved}`.trim(), 11, 400, '#4C6272']],
        );
        return format === 'png' ? window.atlas.paint(drawing) : drawing.address;
    }

    // Pages other than Explore have their charts at places of their own.
    function linkTo(chart) {
        const { origin, pathname, search, href } = window.location;
        return document.getElementById('charts') ? href : `${origin}${pathname}${search}#${chart}-card`;
    }

    function fileName(chart, format) {
        const plain = (words) => words.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
        const own = document.getElementById(`${chart}-card`)?.dataset.said;
        return `${plain(own ? text(`${chart}-title`) : text('heading')).slice(0, 80)}-${chart}.${format}`;
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
    const CHOICES = [
        ['png', 'Picture (PNG)'], ['svg', 'Drawing (SVG)'], ['csv', 'Figures (CSV)'], ['link', 'Copy link'], ['pack', 'Add to a board pack'],
    ];
    window.atlas.offerSaving = function () {
        for (const place of document.querySelectorAll('[data-save]:empty')) {
            const menu = document.createElement('details');
            menu.className = 'save';
            const summary = document.createElement('summary');
            summary.textContent = 'Save';
            summary.setAttribute('aria-label', `Save: ${text(`${place.dataset.save}-title`)}`);
            const list = document.createElement('div');
            list.className = 'menu';
            for (const [kind, label] of CHOICES) {
                if (kind === 'pack' && !place.dataset.pack) continue; // no pack shows it
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
            button.textContent = await copy(linkTo(button.dataset.of));
            window.setTimeout(() => { button.textContent = label; }, 2000);
            return;
        }
        if (kind === 'pack') {
            button.closest('details').open = false;
            button.closest('details').querySelector('summary').focus(); // where the dialog returns to
            window.atlas.addToPack(button.closest('[data-pack]').dataset.pack);
            return;
        }
        const link = document.createElement('a');
        const said = told(button.dataset.of);
        const opening = [said.title, said.sentence, said.good, said.note, said.source, said.saved];
        link.href = kind === 'csv' ? window.atlas.csvOf(button.dataset.of, opening) : await picture(button.dataset.of, kind);
        link.download = fileName(button.dataset.of, kind);
        link.click();
        button.closest('details').open = false;
    });
})();
