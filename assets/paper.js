// On paper a chart is as wide as the sheet, not as the window; its letters keep their size.
(function () {
    'use strict';

    const SHEET = 700; // px between the margins of A4
    const LOW = { map: 570, funnel: 260, trend: 260 }; // px of height that the style sheet gives these on paper

    const charts = () => [...document.querySelectorAll('.graph > .plot')].filter((gd) => gd.layout);

    window.addEventListener('beforeprint', () => {
        for (const gd of charts()) {
            const height = LOW[gd.parentElement.id] || gd.offsetHeight;
            if (height) window.Plotly.relayout(gd, { width: SHEET, height });
        }
    });
    window.addEventListener('afterprint', () => {
        for (const gd of charts()) window.Plotly.Plots.resize(gd);
    });
})();
