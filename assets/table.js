// The data table of what is shown: sorted by its headers, filtered by its box, lit with the charts.
(function () {
    'use strict';

    const COLUMNS = [
        { key: 'name', label: 'Area', text: true },
        { key: 'value', label: 'Value', unit: true },
        { key: 'interval', label: '95 % interval', sort: 'lower' },
        { key: 'count', label: 'Count' },
        { key: 'denominator', label: 'Of' },
        { key: 'status', label: 'Compared', text: true, sort: 'order' },
        { key: 'rank', label: 'Rank', sort: 'rankLow' },
        { key: 'trend', label: 'Recent trend', text: true },
        { key: 'spark', label: 'All periods', fixed: true },
    ];
    const SPARK = { width: 60, height: 18 };

    const atlas = (window.atlas = window.atlas || {});

    function sortOf() {
        const text = atlas.query().get('sort') || '-value';
        return { key: text.replace(/^-/, ''), down: text.startsWith('-') };
    }

    function ordered(rows) {
        const { key, down } = sortOf();
        const column = COLUMNS.find((c) => c.key === key) || COLUMNS[1];
        const by = column.sort || column.key;
        const known = rows.filter((r) => r[by] !== null && r[by] !== undefined && r[by] !== '');
        const unknown = rows.filter((r) => !known.includes(r));
        const compare = (a, b) => (typeof a[by] === 'number' ? a[by] - b[by] : String(a[by]).localeCompare(String(b[by])));
        known.sort((a, b) => (down ? -compare(a, b) : compare(a, b)) || a.name.localeCompare(b.name));
        return [...known, ...unknown];
    }

    function element(tag, attributes, ...children) {
        const node = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes || {})) {
            if (value !== null && value !== undefined) node.setAttribute(name, value);
        }
        node.append(...children.filter((child) => child !== null && child !== undefined));
        return node;
    }

    // The area's line over all periods, as the trend chart has it; a picture of numbers that stand in the download.
    function spark(code) {
        const values = atlas.lineOf(code).y;
        const known = values.filter((v) => v !== null && v !== undefined);
        if (known.length < 2) return '';
        const low = Math.min(...known);
        const range = Math.max(...known) - low || 1;
        const step = SPARK.width / Math.max(1, values.length - 1);
        const points = values
            .map((v, i) => (v === null || v === undefined ? null : [i * step, SPARK.height - 2 - ((v - low) / range) * (SPARK.height - 4)]))
            .filter(Boolean)
            .map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`)
            .join(' ');
        const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
        svg.setAttribute('width', SPARK.width);
        svg.setAttribute('height', SPARK.height);
        svg.setAttribute('aria-hidden', 'true');
        const line = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
        line.setAttribute('points', points);
        line.setAttribute('class', 'spark');
        svg.append(line);
        return svg;
    }

    function cell(row, column) {
        if (column.key === 'value') return row.value === null ? row.note || 'not published' : atlas.number(row.value, atlas.shown.decimals);
        if (column.key === 'interval') return atlas.interval(row);
        if (column.key === 'rank') return atlas.rank(row);
        if (column.key === 'status') return row.status.replace(' limits', '');
        if (column.key === 'trend') return row.trend.replace(' (99.8 % level)', '').replace(/ and getting (\w+)/, ' ($1)');
        if (column.key === 'count' || column.key === 'denominator') return atlas.number(row[column.key], 0);
        if (column.key === 'spark') return spark(row.code);
        return row[column.key] || '';
    }

    function head() {
        const { key, down } = sortOf();
        return element('thead', null, element('tr', null, ...COLUMNS.map((column) => {
            const label = column.unit ? `${column.label} (${atlas.shown.unit})` : column.label;
            const sorted = column.key === key ? (down ? 'descending' : 'ascending') : null;
            const mark = { ascending: ' ▲', descending: ' ▼' }[sorted] || '';
            const inside = column.fixed
                ? label
                : element('button', { type: 'button', 'data-sort': column.key }, label + mark);
            return element('th', { scope: 'col', 'aria-sort': sorted, class: column.text ? 'text' : 'number' }, inside);
        })));
    }

    function line(row, codes) {
        const at = codes.indexOf(row.code);
        const name = element(
            'button',
            { type: 'button', 'data-pick': row.code, 'aria-pressed': at >= 0 ? 'true' : 'false' },
            row.name
        );
        return element(
            'tr',
            { 'data-code': row.code, class: at >= 0 ? `picked picked-${at}` : null },
            element('th', { scope: 'row', class: 'text' }, name),
            ...COLUMNS.slice(1).map((column) =>
                element('td', { class: column.text ? 'text' : 'number' }, cell(row, column))
            )
        );
    }

    function render() {
        const frame = document.getElementById('table');
        const data = atlas.shown;
        if (!frame || !data.columns) return;
        const focused = document.activeElement && frame.contains(document.activeElement) ? document.activeElement.dataset : null;
        const wanted = (document.getElementById('table-filter')?.value || '').trim().toLocaleLowerCase();
        const rows = ordered(data.rows).filter((r) => !wanted || r.name.toLocaleLowerCase().includes(wanted));
        const codes = atlas.picked();
        const caption = element('caption', { class: 'visually-hidden' }, data.caption);
        const body = element('tbody', null, ...rows.map((row) => line(row, codes)));
        frame.replaceChildren(element('table', { class: 'figures' }, caption, head(), body));
        const note = document.getElementById('table-note');
        if (note) note.textContent = rows.length ? data.note : `No area's name holds “${wanted}”.`;
        if (focused && focused.pick) frame.querySelector(`[data-pick="${focused.pick}"]`)?.focus();
        if (focused && focused.sort) frame.querySelector(`[data-sort="${focused.sort}"]`)?.focus();
    }

    document.addEventListener('click', (event) => {
        const sort = event.target.closest('#table [data-sort]');
        if (sort) {
            const now = sortOf();
            const key = sort.dataset.sort;
            const down = now.key === key ? !now.down : key !== 'name';
            atlas.choose({ sort: (down ? '-' : '') + key });
            render();
        }
        const pick = event.target.closest('#table [data-pick]');
        if (pick) atlas.pick(pick.dataset.pick);
    });
    document.addEventListener('input', (event) => {
        if (event.target.id === 'table-filter') render();
    });
    for (const [name, on] of [['mouseover', true], ['mouseout', false], ['focusin', true], ['focusout', false]]) {
        document.addEventListener(name, (event) => {
            const tr = event.target.closest && event.target.closest('#table tr[data-code]');
            if (tr) atlas.light(on ? tr.dataset.code : null);
        });
    }
    atlas.renderTable = render;
})();
