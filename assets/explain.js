// "How to read this" below each chart: plain words with the figures shown, made when it is opened.
(function () {
    'use strict';

    const atlas = (window.atlas = window.atlas || {});

    // The area that serves as the example: the first picked one, else the one with the highest value.
    function example() {
        const rows = atlas.shown.rows.filter((row) => row.value !== null);
        const picked = atlas.picked().map((code) => atlas.shown.areas.get(code)).find((row) => row && row.value !== null);
        return picked || rows.reduce((best, row) => (best === null || row.value > best.value ? row : best), null);
    }

    const withUnit = (value) => `${atlas.number(value, atlas.shown.decimals)} ${atlas.shown.suffix}`.trim();

    const WORDS = {
        map(row) {
            const compared = row.order === null ? 'It is not compared, because there is nothing to compare it with.'
                : `Compared with ${atlas.shown.benchmark} it is: ${row.status.toLowerCase()}.`;
            return `Each shape is an area, coloured by how it compares and marked ▲ or ▼. ${row.name} has ${withUnit(row.value)}. ${compared} `
                + 'Hollow marks are outside the 95 % limits, filled ones outside the 99.8 % limits: chance alone puts 1 area in 20, and 1 in 500, there.';
        },
        funnel(row) {
            if (row.denominator === null) return 'Each mark is an area: its size across, its value upwards. Small areas scatter more by chance alone, so the lines open to the left.';
            return `Each mark is an area: its size across, its value upwards. ${row.name} has ${withUnit(row.value)} of ${atlas.number(row.denominator, 0)}. `
                + `Small areas scatter more by chance alone, so the lines open to the left. If an area were like ${atlas.shown.benchmark}, it would lie between the outer lines 998 times in 1,000. `
                + `${row.name}: ${row.status.toLowerCase()}.`;
        },
        trend(row) {
            const line = atlas.lineOf(row.code);
            const known = line.y.filter((value) => value !== null && value !== undefined);
            const ends = known.length > 1 ? `${row.name} went from ${withUnit(known[0])} to ${withUnit(known[known.length - 1])}. ` : '';
            return `Each grey line is an area, the dashed one ${atlas.shown.benchmark}. ${ends}${row.name}'s recent trend: ${row.trend.toLowerCase()}. `
                + 'A line that wavers is not yet a trend: five years, or twelve months, are tested before one is called.';
        },
        bars(row) {
            const interval = atlas.interval(row);
            const spread = interval ? `The thin line on its bar, ${interval}, is where its true level may well lie. ` : '';
            const rank = atlas.rank(row) ? `By chance alone its rank could be ${atlas.rank(row).replace(' to ', ' or anything to ')}. ` : '';
            return `Areas from the highest value to the lowest, with ${atlas.shown.benchmark} as the dashed line. ${row.name} has ${withUnit(row.value)}. ${spread}${rank}`
                + 'Where the thin lines of two areas overlap much, their order says little.';
        },
    };

    document.addEventListener(
        'toggle',
        (event) => {
            const chart = event.target.dataset && event.target.dataset.explain;
            if (!chart || !event.target.open || !WORDS[chart]) return;
            const row = example();
            event.target.querySelector('p').textContent = row ? WORDS[chart](row) : 'Nothing is shown that could be explained.';
        },
        true // toggle does not bubble
    );

    // An explanation of another view would be wrong: it is closed when the view changes.
    atlas.closeExplanations = function () {
        for (const open of document.querySelectorAll('details[data-explain][open]')) open.open = false;
    };
})();
