// The small lines in the table of a profile: their paths come with the cells (variation/figures/sparkline.py), and what
// they show stands beside them in words, so they are kept from screen readers.
(function () {
    'use strict';

    const SVG = 'http://www.w3.org/2000/svg';

    function element(name, attributes) {
        const node = document.createElementNS(SVG, name);
        for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
        return node;
    }

    function draw(cell) {
        const { line, benchmark, end } = cell.dataset;
        const [cx, cy] = end.split(' ');
        const svg = element('svg', { viewBox: '0 0 160 44', 'aria-hidden': 'true', focusable: 'false' });
        if (benchmark) svg.append(element('path', { class: 'against', d: benchmark }));
        svg.append(element('path', { class: 'own', d: line }), element('circle', { cx, cy, r: 5 }));
        cell.append(svg);
    }

    function drawAll() {
        for (const cell of document.querySelectorAll('td.course[data-line]')) if (!cell.querySelector('svg')) draw(cell);
    }

    // Dash makes the page anew: once when it takes over from what was sent, and whenever one comes from another page
    const entry = document.getElementById('react-entry-point');
    if (entry) new MutationObserver(drawAll).observe(entry, { childList: true, subtree: true });
    drawAll();
})();
