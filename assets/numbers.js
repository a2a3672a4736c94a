// The figures of a chart as a CSV: from the server where it has a file of them, else of the table that stands with it.
(function () {
    'use strict';

    const atlas = (window.atlas = window.atlas || {});
    const NUMBER = /^[+−-]?\d[\d,]*(\.\d+)?$/;
    const FORMULA = /^[=+\-@\t\r]/; // text that a spreadsheet would run

    atlas.numbersOf = (name) => document.querySelector(`[data-numbers-of~="${name}"]`);

    // All words of an element, with a space between those of different elements; of a list, its items.
    function words(element) {
        const items = [...element.querySelectorAll('li')];
        if (items.length) return items.map(words).join('; ');
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        const parts = [];
        while (walker.nextNode()) parts.push(walker.currentNode.textContent.trim());
        return parts.filter(Boolean).join(' ').replace(/\s+/g, ' ');
    }

    // As a program reads it: 1,234 and −0.5 are numbers; a dash is no figure.
    function plain(text) {
        if (text === '–') return '';
        if (NUMBER.test(text)) return text.replaceAll(',', '').replace('−', '-').replace(/^\+/, '');
        return FORMULA.test(text) ? `'${text}` : text;
    }

    // Rows of as many cells: a cell over several columns or rows stands in the first.
    function grid(table) {
        const rows = [...table.rows].map(() => []);
        [...table.rows].forEach((line, r) => {
            let column = 0;
            for (const cell of line.cells) {
                while (rows[r][column] !== undefined) column += 1;
                for (let down = 0; down < cell.rowSpan && rows[r + down]; down += 1) {
                    for (let over = 0; over < cell.colSpan; over += 1) rows[r + down][column + over] = down || over ? '' : plain(words(cell));
                }
            }
        });
        return rows;
    }

    const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

    // A card may have a file of its own of what the address shows, where that of the table is of one period.
    // lines: what the file opens with. An address, or text as an object URL; '' where no figures stand with the chart.
    atlas.csvOf = function (name, lines) {
        const holder = atlas.numbersOf(name);
        if (!holder) return '';
        const { ownFile } = document.getElementById(`${name}-card`)?.dataset || {};
        if (ownFile) return ownFile + window.location.search;
        const file = holder.dataset.csv || holder.querySelector('a[data-file="csv"]')?.getAttribute('href');
        if (file) return file;
        const rows = [...lines.filter(Boolean).map((line) => [plain(line)]), [], ...grid(holder.querySelector('table'))];
        const text = rows.map((row) => row.map(quoted).join(',')).join('\r\n');
        return URL.createObjectURL(new Blob([`\uFEFF${text}\r\n`], { type: 'text/csv' }));
    };
})();
