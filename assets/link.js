// One area, lit everywhere: pointing at it in a chart or the table lights it in all of them; picking keeps it.
(function () {
    'use strict';

    const CHARTS = ['map', 'funnel', 'trend', 'bars'];
    const MOST_PICKED = 3;
    const WIDE_LABELS = { map: 560, funnel: 480 }; // px of width from which all names are shown

    const atlas = (window.atlas = window.atlas || {});
    let lit = null;
    let drawnLit = null;

    const graph = (chart) => document.querySelector(`#${chart} .js-plotly-plot`);
    const picked = () => (atlas.query().get('area') || '').split(',').filter(Boolean);

    function codeOf(point) {
        const codes = point.data.meta;
        if (!Array.isArray(codes)) return point.location || point.customdata || null;
        return codes[Math.floor(point.pointNumber / (periods().length + 1))] || null;
    }

    const periods = () => (graph('trend')?.layout?.meta?.periods || []);

    // The line of one area in the trend: its part of the quiet lines, or its own when it is picked.
    atlas.lineOf = function (code) {
        const size = periods().length;
        for (const trace of graph('trend')?.data || []) {
            const place = Array.isArray(trace.meta) ? trace.meta.indexOf(code) : -1;
            if (place >= 0) {
                const from = place * (size + 1);
                return { x: trace.x.slice(from, from + size), y: trace.y.slice(from, from + size) };
            }
        }
        return { x: [], y: [] };
    };

    // What is said beside the pointer: in the trend of the period pointed at, elsewhere all of the area.
    function linesAt(chart, point, code) {
        const lines = atlas.describe(code);
        if (chart !== 'trend' || !lines.length) return lines;
        const period = periods()[point.pointNumber % (periods().length + 1)];
        return [lines[0], `${period}: ${atlas.number(point.y, atlas.shown.decimals)} ${atlas.shown.suffix}`.trim()];
    }

    // The drawn shapes of a chart with the code each stands for.
    function shapes(chart) {
        const gd = graph(chart);
        if (!gd || !gd.data) return [];
        if (chart === 'map') {
            const codes = gd.data[0] ? gd.data[0].locations : [];
            const dot = [...gd.querySelectorAll('.scattergeo .point')].map((node) => [node, 'E09000001']);
            const layer = gd.querySelector('.choroplethlayer .trace.choropleth, .choroplethlayer g');
            const paths = layer ? [...layer.querySelectorAll('path.choroplethlocation')] : [];
            return paths.map((node, i) => [node, (node.__data__ && node.__data__.loc) || codes[i]]).concat(dot);
        }
        if (chart === 'trend') return [];
        const trace = gd.data.find((t) => t.customdata);
        if (!trace) return [];
        const nodes = gd.querySelectorAll(chart === 'bars' ? '.bars .point > path' : '.scatterlayer .points path.point');
        return [...nodes].map((node, i) => [node, trace.customdata[i]]);
    }

    const marked = new Set(); // charts that have a lit or picked area

    function mark(chart) {
        const codes = picked();
        if (chart === 'map') drawKey();
        if (chart === 'map') edgePicked();
        if (chart === 'funnel') markWide();
        const any = lit !== null || codes.length > 0;
        if (!any && !marked.has(chart)) return;
        if (any) marked.add(chart);
        else marked.delete(chart);
        for (const [node, code] of shapes(chart)) {
            node.classList.toggle('lit', code === lit);
            const place = codes.indexOf(code);
            for (let k = 0; k < MOST_PICKED; k += 1) node.classList.toggle(`picked-${k}`, place === k);
        }
    }

    // Charts follow the size of their frame; names that need a wide map are hidden on a narrow one.
    const sizes = new ResizeObserver((entries) => {
        for (const { target, contentRect } of entries) {
            target.classList.toggle('narrow', contentRect.width < (WIDE_LABELS[target.parentElement.id] || WIDE_LABELS.map));
            const { width, height } = target._fullLayout || contentRect;
            const fits = Math.abs(width - contentRect.width) <= 1 && Math.abs(height - contentRect.height) <= 1;
            if (!fits && contentRect.width && contentRect.height) window.Plotly.Plots.resize(target);
        }
    });

    // The edges of picked areas, above all others, light outside so that they stand out from any colour.
    function edgePicked() {
        const drawn = graph('map')?.querySelector('.choroplethlayer');
        if (!drawn) return;
        let layer = drawn.parentNode.querySelector('.picked-edges'); // plotly.js takes all paths of its own layer for areas
        if (!layer) {
            layer = document.createElementNS('http://www.w3.org/2000/svg', 'g');
            layer.setAttribute('class', 'picked-edges');
            drawn.after(layer);
        }
        layer.replaceChildren();
        const areas = new Map(shapes('map').map(([node, code]) => [code, node]).reverse());
        picked().forEach((code, place) => {
            for (const look of ['picked-edge', `picked-edge picked-${place}`]) {
                const edge = areas.get(code)?.matches('path.choroplethlocation') && document.createElementNS('http://www.w3.org/2000/svg', 'path');
                if (!edge) continue;
                edge.setAttribute('class', look);
                edge.setAttribute('d', areas.get(code).getAttribute('d'));
                layer.append(edge);
            }
        });
    }

    // Names in the funnel that a narrow one has no room for.
    function markWide() {
        const gd = graph('funnel');
        const wide = gd?.layout?.meta?.wide;
        const trace = wide ? [...gd.querySelectorAll('.scatterlayer .trace')].find((g) => g.querySelector('.points path')) : null;
        [...(trace?.querySelectorAll('.textpoint') || [])].forEach((node, k) => node.classList.toggle('wide-label', wide.includes(k)));
    }

    // The key is drawn beside the map, not in it.
    function drawKey() {
        const gd = graph('map');
        if (!gd || !gd.layout) return;
        const labels = gd.data.findIndex((t) => t.name === 'labels');
        for (const group of labels < 0 ? [] : gd.querySelectorAll('.trace.scattergeo')) {
            if (group.__data__?.[0]?.trace?.name !== 'labels') continue;
            const texts = [...group.querySelectorAll('text')];
            for (const i of gd.data[labels].meta) texts[i]?.classList.add('wide-label');
        }
        const key = document.getElementById('map-key');
        const lines = (gd.layout.meta && gd.layout.meta.legend) || [];
        const text = JSON.stringify(lines);
        if (!key || key.dataset.shown === text) return;
        key.dataset.shown = text;
        key.replaceChildren(...lines.map((line) => {
            const item = document.createElement('span');
            const swatch = document.createElement('i');
            swatch.style.background = line.colour;
            if (line.label === 'No figure') swatch.className = 'none';
            item.append(swatch, [line.symbol, line.label, line.count === null ? '' : `(${line.count})`].filter(Boolean).join(' '));
            return item;
        }));
    }

    // The lit area's line in the trend: the figure's last trace, filled from the quiet lines.
    function drawLine() {
        const gd = graph('trend');
        if (!gd || !gd.data || drawnLit === lit) return;
        const target = gd.data.findIndex((t) => t.name === 'lit');
        if (target < 0) return;
        drawnLit = lit;
        const { x, y } = atlas.lineOf(lit);
        window.Plotly.restyle(gd, { x: [x], y: [y] }, [target]);
    }

    let frame = 0;
    function light(code) {
        if (code === lit) return;
        lit = code;
        window.cancelAnimationFrame(frame);
        frame = window.requestAnimationFrame(() => {
            CHARTS.forEach(mark);
            drawLine();
            for (const tr of document.querySelectorAll('#table tr[data-code]')) {
                tr.classList.toggle('lit', tr.dataset.code === lit);
            }
        });
    }
    atlas.light = light;

    function pick(code) {
        if (!code || !atlas.shown.areas.has(code)) return;
        let codes = picked();
        codes = codes.includes(code) ? codes.filter((c) => c !== code) : [...codes, code].slice(-MOST_PICKED);
        atlas.choose({ area: codes.join(',') });
        CHARTS.forEach(mark);
    }
    atlas.pick = pick;
    atlas.picked = picked;

    // Called when a chart has been drawn for the first time.
    atlas.bind = function (chart) {
        const gd = graph(chart);
        gd.on('plotly_hover', (event) => {
            const code = codeOf(event.points[0]);
            light(code);
            atlas.tooltip(linesAt(chart, event.points[0], code), event.event);
        });
        gd.on('plotly_unhover', () => {
            light(null);
            atlas.tooltip([]);
        });
        gd.on('plotly_click', (event) => pick(codeOf(event.points[0])));
        gd.on('plotly_afterplot', () => {
            document.getElementById(`${chart}-card`)?.classList.toggle('empty', gd.data.length === 0);
            mark(chart);
        });
        sizes.observe(gd);
        mark(chart);
    };

    // Points of other pages' plots that stand for an area: drawn in the order of those that have a place.
    const placed = (trace) => trace.customdata.filter((_, i) => trace.x?.[i] !== null && trace.y?.[i] !== null);
    atlas.lightPlots = function (code) {
        for (const group of document.querySelectorAll('.graph .scatterlayer .trace')) {
            const trace = group.__data__?.[0]?.trace;
            if (!Array.isArray(trace?.customdata)) continue;
            const codes = placed(trace);
            [...group.querySelectorAll('.points path.point')].forEach((node, i) => node.classList.toggle('lit', code !== null && codes[i] === code));
        }
    };

    // Charts of the other pages: they follow their frame, and light the area pointed at wherever it stands on the page.
    atlas.follow = function (chart) {
        const gd = graph(chart);
        sizes.observe(gd);
        gd.on('plotly_hover', (event) => atlas.lightPage(codeOf(event.points[0])));
        gd.on('plotly_unhover', () => atlas.lightPage(null));
    };

    // Called whenever the server has drawn a view and its rows have been received.
    atlas.linked = function () {
        drawnLit = null;
        const bars = document.getElementById('bars-frame');
        if (bars && atlas.shown.height) bars.style.minHeight = `${atlas.shown.height}px`;
        // links to other pages about what is shown take the view with them
        const view = atlas.query();
        view.set('indicator', document.getElementById('heading').dataset.indicator);
        for (const link of document.querySelectorAll('a[data-follow]')) link.href = `${link.dataset.follow}?${view.toString().replace(/%2C/g, ',')}`;
        for (const link of document.querySelectorAll('a[data-file]')) {
            link.href = `/download/areas.${link.dataset.file}${window.location.search}`;
        }
    };

    // Keyboard: arrows walk through the areas from highest to lowest, Enter picks, Escape lets go.
    document.addEventListener('keydown', (event) => {
        const chart = event.target.dataset && event.target.dataset.chart;
        if (!chart || !atlas.shown.rows.length) return;
        const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
        if (step) {
            event.preventDefault();
            const order = atlas.shown.rows.filter((r) => r.value !== null).sort((a, b) => b.value - a.value);
            if (!order.length) return;
            const at = order.findIndex((r) => r.code === lit);
            const next = order[(at + step + order.length) % order.length] || order[0];
            light(next.code);
            say(next.code);
        } else if (event.key === 'Enter' || event.key === ' ') {
            event.preventDefault();
            pick(lit);
        } else if (event.key === 'Escape') {
            light(null);
            say(null);
        }
    });
    document.addEventListener('focusout', (event) => {
        if (event.target.dataset && event.target.dataset.chart) {
            light(null);
            say(null);
        }
    });

    // What the lit area is, for the eye and for a screen reader.
    function say(code) {
        const live = document.getElementById('lit');
        if (!live) return;
        live.textContent = code ? atlas.describe(code).join('\n') : '';
        live.classList.toggle('visually-hidden', !code);
        live.classList.toggle('lit-tip', Boolean(code));
    }
})();
