// The areas' figures that the server sends with a view: kept once, for the table and for the tooltip of every chart.
(function () {
    'use strict';

    const atlas = (window.atlas = window.atlas || {});
    const LEFT_OF_POINTER = 16; // px between pointer and tooltip

    atlas.shown = { rows: [], areas: new Map() };

    // Making a number format takes longer than using it a thousand times.
    const formats = new Map();
    function number(value, digits) {
        if (value === null || value === undefined) return '';
        if (!formats.has(digits)) {
            const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
            formats.set(digits, new Intl.NumberFormat('en-GB', fraction));
        }
        return formats.get(digits).format(value);
    }
    atlas.number = number;

    // Columns become one object an area, one that is no list being the same of all; `rows` holds those inside the footprint.
    atlas.receive = function (data) {
        const columns = Object.entries(data.columns);
        const all = data.columns.code.map((_, i) => {
            const row = Object.fromEntries(columns.map(([name, of]) => [name, Array.isArray(of) ? of[i] : of]));
            row.status = row.order === null ? 'Not compared' : data.differences[row.order];
            return row;
        });
        atlas.shown = { ...data, rows: all.filter((row) => row.inside), areas: new Map(all.map((row) => [row.code, row])) };
    };

    atlas.interval = (row) =>
        row.lower === null ? '' : `${number(row.lower, atlas.shown.decimals)} to ${number(row.upper, atlas.shown.decimals)}`;
    atlas.rank = (row) => {
        if (row.rankLow === null) return '';
        return row.rankLow === row.rankHigh ? `${row.rankLow}` : `${row.rankLow} to ${row.rankHigh}`;
    };

    // What is said of one area, line by line.
    atlas.describe = function (code) {
        const row = atlas.shown.areas.get(code);
        if (!row) return [];
        const { suffix, decimals, benchmark, rows } = atlas.shown;
        if (row.value === null) return [row.name, row.note || 'not published'];
        const interval = atlas.interval(row);
        const ranked = rows.filter((r) => r.value !== null).length;
        return [
            row.name,
            `${number(row.value, decimals)} ${suffix}`.trim() + (interval ? ` (95 %: ${interval})` : ''),
            row.count !== null && row.denominator !== null ? `${number(row.count, 0)} of ${number(row.denominator, 0)}` : '',
            row.order === null ? row.status : `Compared with ${benchmark}: ${row.status.toLowerCase()}`,
            atlas.rank(row) ? `Rank ${atlas.rank(row)} of ${ranked} (1 = highest)` : '',
            row.inside ? '' : 'Outside the footprint shown',
            row.note,
        ].filter(Boolean);
    };

    // One tooltip for all charts, beside the pointer, kept inside the window.
    atlas.tooltip = function (lines, event) {
        let tip = document.getElementById('tooltip');
        if (!lines.length || !event) {
            if (tip) tip.hidden = true;
            return;
        }
        if (!tip) {
            tip = document.createElement('div');
            tip.id = 'tooltip';
            tip.setAttribute('aria-hidden', 'true');
            document.body.append(tip);
        }
        tip.replaceChildren(...lines.map((line, i) => {
            const part = document.createElement(i ? 'div' : 'strong');
            part.textContent = line;
            return part;
        }));
        tip.hidden = false;
        const { offsetWidth: width, offsetHeight: height } = tip;
        const right = event.clientX + LEFT_OF_POINTER;
        tip.style.left = `${right + width > window.innerWidth ? Math.max(4, event.clientX - width - LEFT_OF_POINTER) : right}px`;
        tip.style.top = `${Math.max(4, Math.min(event.clientY + 12, window.innerHeight - height - 4))}px`;
    };
})();
