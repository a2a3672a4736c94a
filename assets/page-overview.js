// Tables of the overview. They have thousands of cells, and Dash asks every component of a page again at every change,
// so they are drawn here, from the rows that components/heat_table.py sends, into places that Dash leaves empty.
(function () {
    'use strict';

    const atlas = (window.atlas = window.atlas || {});
    const drawn = new WeakMap(); // place → the table that it shows

    function element(tag, attributes, ...children) {
        const node = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) {
            if (value !== '' && value !== null && value !== undefined) node.setAttribute(name, value);
        }
        node.append(...children);
        return node;
    }

    // [text, class, title, whether it sorts, how it is sorted]
    function head([text, kind, title, sorts, sorted]) {
        return element('th', { scope: 'col', class: kind, title, 'aria-sort': sorted }, sorts ? element('button', { type: 'button' }, text) : text);
    }

    function row({ name, href, title, marks, cells, areas }, table) {
        const marked = marks.map(([text, kind]) => element('span', { class: kind }, text));
        const first = element('th', { scope: 'row', title: [name, ...marks.map(([text]) => text)].join(', ') }, element('a', { href, title }, name), ...marked);
        const plain = cells.map(([text, kind, told, value]) => {
            const cell = element('td', { class: kind, title: told }, text);
            if (value !== undefined) cell.dataset.value = value;
            return cell;
        });
        const own = (table.areas || []).map(([code, short], i) => {
            const compared = table.words[areas.kind[i]];
            const told = `${short} ${areas.said[i]}, ${areas.period}${compared ? `: ${compared}` : ''}`;
            return element('td', { class: areas.kind[i], title: told, 'data-code': code }, areas.text[i]);
        });
        return element('tr', {}, first, ...plain, ...own);
    }

    function body([name, rows], table, width) {
        const lines = rows.map((one) => row(one, table));
        if (name) lines.unshift(element('tr', { class: 'group' }, element('th', { scope: 'rowgroup', colspan: width }, element('span', {}, name))));
        return element('tbody', {}, ...lines);
    }

    function make(table) {
        const areas = (table.areas || []).map(([code, short]) =>
            element('th', { scope: 'col', class: 'area', 'data-code': code }, element('span', {}, short)));
        const heads = [...table.heads.map(head), ...areas];
        return element(
            'table', { class: table.kind },
            element('caption', { class: 'visually-hidden' }, table.caption),
            element('thead', {}, element('tr', {}, ...heads)),
            ...table.groups.map((group) => body(group, table, heads.length)),
        );
    }

    let latest = {}; // tables by the id of their place

    function draw() {
        for (const [id, table] of Object.entries(latest)) {
            const place = document.getElementById(id);
            if (!place || (drawn.get(place) === table && place.firstChild)) continue;
            drawn.set(place, table);
            place.replaceChildren(make(table));
        }
    }

    atlas.drawTables = function (tables) {
        const same = JSON.stringify(tables) === JSON.stringify(latest); // Dash tells again what came with the page
        if (!same) latest = tables;
        draw();
    };

    // Dash tells of new rows before it has made their places, and may make a place anew
    const entry = document.getElementById('react-entry-point');
    if (entry) new MutationObserver(draw).observe(entry, { childList: true, subtree: true });

    window.dash_clientside = window.dash_clientside || {};
    window.dash_clientside.atlas = Object.assign({}, window.dash_clientside.atlas, {
        drawTables(tables) {
            if (tables) atlas.drawTables(tables);
            return window.dash_clientside.no_update;
        },
    });

    const stored = document.querySelector('script[data-store="page-tables"]'); // the page as it was sent
    if (stored) atlas.drawTables(JSON.parse(stored.textContent));
})();
