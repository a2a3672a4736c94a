// A picture of what is a chart but no Plotly figure, such as the heat table: its grounds, lines and words as an SVG.
(function () {
    'use strict';

    const atlas = (window.atlas = window.atlas || {});
    const UNSEEN = '.visually-hidden, caption, .spine-words';
    const clear = (colour) => colour === 'transparent' || colour.endsWith(', 0)');
    const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
    const tenth = (number) => Math.round(number * 10) / 10;

    const box = (left, top, width, height, fill, more = '') =>
        `<rect x="${tenth(left)}" y="${tenth(top)}" width="${tenth(width)}" height="${tenth(height)}" fill="${fill}"${more}/>`;

    // Plain gradients are bars and lines of one colour, placed by size and position; striped ones mark, by their first colour.
    function gradient(style, rect, at) {
        const colour = style.backgroundImage.match(/rgba?\([^)]*\)/g)?.find((found) => !clear(found));
        if (!colour) return '';
        if (style.backgroundImage.startsWith('repeating')) return box(at.left, at.top, rect.width, rect.height, colour);
        const [across, down] = style.backgroundSize.split(' ');
        const size = (text, whole) => (text?.endsWith('%') ? (whole * parseFloat(text)) / 100 : parseFloat(text) || whole);
        const [width, height] = [size(across, rect.width), size(down, rect.height)];
        const share = style.backgroundPosition.split(' ').map((part) => parseFloat(part) / 100 || 0);
        return box(at.left + share[0] * (rect.width - width), at.top + share[1] * (rect.height - height), width, height, colour);
    }

    function ground(element, style, origin) {
        const rect = element.getBoundingClientRect();
        if (!rect.width || !rect.height) return '';
        const at = { left: rect.left - origin.left, top: rect.top - origin.top };
        const seen = style.opacity === '1' ? '' : ` opacity="${style.opacity}"`;
        const parts = [];
        if (!clear(style.backgroundColor)) parts.push(box(at.left, at.top, rect.width, rect.height, style.backgroundColor, seen));
        if (style.backgroundImage !== 'none') parts.push(gradient(style, rect, at));
        if (parseFloat(style.borderBottomWidth) && style.borderBottomStyle === 'solid') {
            const thick = parseFloat(style.borderBottomWidth);
            parts.push(box(at.left, at.top + rect.height - thick, rect.width, thick, style.borderBottomColor));
        }
        return parts.join('');
    }

    // The words of a text, line by line as the page breaks them.
    function lines(node) {
        const range = document.createRange();
        const found = [];
        let end = 0;
        for (const part of node.textContent.matchAll(/[^\s-]*-+|[^\s-]+/g)) { // a line may end at a space or after a hyphen
            range.setStart(node, part.index);
            range.setEnd(node, part.index + part[0].length);
            const rect = range.getBoundingClientRect();
            const last = found[found.length - 1];
            if (last && Math.abs(last.rect.top - rect.top) < 3) last.text += (part.index > end ? ' ' : '') + part[0];
            else found.push({ text: part[0], rect });
            end = part.index + part[0].length;
        }
        return found;
    }

    function written(node, style, origin) {
        const size = parseFloat(style.fontSize);
        const edge = style.webkitTextStrokeWidth === '0px' ? '' : ` stroke="${style.webkitTextStrokeColor}" stroke-width="1" paint-order="stroke"`;
        const look = `font-size="${size}" font-weight="${style.fontWeight}" fill="${style.color}"${edge}`;
        if (style.writingMode.startsWith('vertical') && node.textContent.trim()) {
            const whole = node.parentElement.getBoundingClientRect();
            const [x, y] = [whole.left - origin.left + whole.width / 2 + size * 0.35, whole.bottom - origin.top];
            return `<text transform="translate(${tenth(x)} ${tenth(y)}) rotate(-90)" ${look}>${escaped(node.textContent.trim())}</text>`;
        }
        return lines(node).map(({ text, rect }) => {
            const baseline = rect.top - origin.top + rect.height / 2 + size * 0.35;
            return `<text x="${tenth(rect.left - origin.left)}" y="${tenth(baseline)}" ${look}>${escaped(text)}</text>`;
        }).join('');
    }

    function drawn(root, origin) {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
        const parts = [];
        for (let node = walker.currentNode; node; node = walker.nextNode()) {
            const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
            if (element.closest(UNSEEN) || !element.checkVisibility()) continue;
            const style = getComputedStyle(element);
            parts.push(node === element ? ground(element, style, origin) : written(node, style, origin));
        }
        return parts.join('');
    }

    // above, below: lines of words, [text, size, weight, colour]
    atlas.drawParts = function (roots, above, below) {
        roots.forEach((root) => root.classList.add('pictured')); // all of it, nothing held in place
        const [MARGIN, GAP] = [20, 10];
        const width = Math.max(760, ...roots.map((root) => Math.max(root.scrollWidth, root.querySelector('table')?.offsetWidth || 0))) + 2 * MARGIN;
        let y = MARGIN;
        const parts = [];
        const say = (all) => {
            for (const [text, size, weight, colour] of all) {
                for (const line of atlas.wrapped(text, (width - 2 * MARGIN) / (size * 0.53))) {
                    y += size * 1.35;
                    parts.push(`<text x="${MARGIN}" y="${tenth(y)}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escaped(line)}</text>`);
                }
            }
            y += GAP;
        };
        say(above);
        for (const root of roots) {
            const rect = root.getBoundingClientRect();
            parts.push(drawn(root, { left: rect.left - MARGIN, top: rect.top - y }));
            y += Math.max(rect.height, root.scrollHeight) + GAP;
        }
        say(below);
        roots.forEach((root) => root.classList.remove('pictured'));
        const height = Math.ceil(y + MARGIN);
        const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Arial, Helvetica, sans-serif">`
            + `${box(0, 0, width, height, '#ffffff')}${parts.join('')}</svg>`;
        return { address: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`, width, height };
    };

    // The same as pixels, twice as many as the page has.
    atlas.paint = async function ({ address, width, height }) {
        const image = new Image();
        image.src = address;
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = 2 * width;
        canvas.height = 2 * height;
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
        return canvas.toDataURL('image/png');
    };
})();
