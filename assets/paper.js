// On paper a chart is as wide as the sheet, not as the window; its letters keep their size.
(function () {
    'use strict';

    const SHEET = 700; // px between the margins of A4
    const WIDE = { multiples: 1060 }; // drawn wider and printed smaller, by the style sheet: its panels have names above them
    // px of height that the style sheet gives these on paper
    const LOW = { map: 570, funnel: 260, trend: 260, 'spread-boxes': 240, 'spread-deciles': 240, gradient: 280, slopes: 240 };

    const charts = () => [...document.querySelectorAll('.graph > .plot')].filter((gd) => gd.layout);

    window.addEventListener('beforeprint', () => {
        for (const button of document.querySelectorAll('thead th > button')) button.parentElement.dataset.heading = button.textContent;
        for (const gd of charts()) {
            const height = LOW[gd.parentElement.id] || gd.offsetHeight;
            if (height) window.Plotly.relayout(gd, { width: WIDE[gd.parentElement.id] || SHEET, height });
        }
    });
    window.addEventListener('afterprint', () => {
        // (Plots.resize leaves alone what has a width and a height of its own)
        for (const gd of charts()) window.Plotly.relayout(gd, { width: null, height: null, autosize: true });
    });
})();
