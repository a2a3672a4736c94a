// What does not fit its screen: the text steps down, never below 24 px; then the page goes on on another screen.
const STEPS = [1, 0.92, 0.84, 0.76, 0.68]; // of the text's size
const LARGER = [1.4, 1.25, 1.1]; // of pages of words alone, which would leave the screen empty
const CONTINUED = ' (continued)';
const MOST_SCREENS = 40; // of one page; a guard, not a limit anybody meets

function fits(flow) {
    return flow.scrollHeight <= flow.clientHeight + 1 && flow.scrollWidth <= flow.clientWidth + 1;
}

// Pages as they were before they were parted, to be put back when they are read or printed.
const whole = new Map();

function fitPages(pages) {
    document.documentElement.classList.add('fitting');
    for (const page of pages) {
        const before = page.cloneNode(true);
        const parts = [...page.querySelectorAll('.screen')];
        parts.forEach(fitScreen);
        if (page.querySelectorAll('.screen').length > parts.length) whole.set(page, before);
    }
    document.documentElement.classList.remove('fitting');
}

// Gives back the pages in order, each whole.
function unfitPages(pages) {
    return pages.map((page) => {
        const before = whole.get(page);
        if (before) page.replaceWith(before);
        return before || page;
    });
}

function fitScreen(first) {
    let screen = first;
    for (let count = 0; count < MOST_SCREENS && screen; count += 1) {
        const flow = screen.querySelector('.flow');
        const next = stepDown(screen, flow) ? null : continueOn(screen, flow);
        stepDown(screen, flow); // what has lost its end may have room for larger type again
        screen = next;
    }
}

// The largest type with which a screen holds its page; the smallest, where none does.
function stepDown(screen, flow) {
    const steps = flow.querySelector('.charts, dl, .list') ? STEPS : [...LARGER, ...STEPS];
    return steps.some((k) => {
        screen.style.setProperty('--k', k);
        return fits(flow);
    });
}

// The screen after this one, with what this one cannot hold; none where nothing can be moved.
function continueOn(screen, flow) {
    const next = screen.cloneNode(true);
    next.classList.remove('beside');
    next.querySelectorAll('[id]').forEach((named) => named.removeAttribute('id'));
    const rest = next.querySelector('.flow');
    const top = rest.querySelector('.top');
    rest.replaceChildren(top);
    const heading = top.querySelector('h2, .title, p:not(.marks)');
    const again = document.createElement('p');
    again.className = 'again';
    heading.querySelectorAll('.away').forEach((words) => words.remove());
    again.textContent = `${shortened(heading.textContent.replace(CONTINUED, ''))}${CONTINUED}`;
    heading.replaceWith(again);
    top.classList.remove('again');
    if (!pour(flow, rest, top)) return null;
    screen.after(next);
    return next;
}

function shortened(words) {
    return words.length > 90 ? `${words.slice(0, 90).trim()}…` : words;
}

// Moves what is too much from the end of one flow to the beginning of another, behind its heading.
function pour(flow, rest, top) {
    let moved = false;
    while (!fits(flow)) {
        // A large chart stands beside the text and takes no room of it
        const units = [...flow.children].filter((unit) => !unit.matches('.large') && unit.getClientRects().length);
        const last = units.at(-1);
        const heading = units[0].matches('.top') && units[0].offsetHeight < flow.clientHeight / 2;
        const alone = units.length === (heading ? 2 : 1);
        const part = parted(last, flow, alone);
        if (part) top.after(part);
        else if (!alone) top.after(last);
        else return moved; // a chart: drawn to fit, so it stays and nothing is hidden
        moved = true;
    }
    return moved;
}

// The end of an element that reaches over the edge, cut off it; null where it is better moved, or kept, whole.
function parted(element, flow, alone) {
    const list = element.matches('ul, ol, dl') ? element : element.querySelector('tbody');
    if (list && list.children.length > 1) return partedList(element, list, flow, alone);
    return alone ? partedWords(element, flow) : null;
}

function partedList(element, list, flow, alone) {
    const shell = element.cloneNode(true);
    const kept = shell.matches('ul, ol, dl') ? shell : shell.querySelector('tbody');
    kept.replaceChildren();
    while (!fits(flow) && list.children.length > 1) kept.prepend(list.lastElementChild);
    if (element.matches('ol')) shell.start = element.start + list.children.length;
    if (fits(flow)) return shell;
    if (!alone) { // not even its first part has a place here: all of it goes over
        kept.prepend(list.lastElementChild);
        element.remove();
        if (shell.matches('ol')) shell.start = element.start;
        return shell;
    }
    if (kept.children.length) return shell; // the part left is cut in the next round
    return null;
}

// The longest text of an element, cut between words where the edge is.
function partedWords(element, flow) {
    const texts = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode);
    const place = texts.reduce((best, text, i) => (text.length > texts[best].length ? i : best), 0);
    const text = texts[place];
    if (!text || text.length < 2 || element.matches('.charts')) return null;
    const words = text.data;
    let low = 0;
    let high = words.length;
    while (high - low > 1) {
        const middle = (low + high) >> 1;
        text.data = words.slice(0, middle);
        if (fits(flow)) low = middle;
        else high = middle;
    }
    const space = words.lastIndexOf(' ', low);
    const cut = space > 0 ? space : low;
    text.data = words.slice(0, cut);
    if (!cut) text.data = words;
    return cut ? remainder(element, place, words.slice(cut).trim()) : null;
}

function remainder(element, place, words) {
    const rest = element.cloneNode(true);
    rest.querySelectorAll('.marks').forEach((marks) => marks.remove());
    rest.querySelectorAll('[id]').forEach((named) => named.removeAttribute('id'));
    const walker = document.createTreeWalker(rest, NodeFilter.SHOW_TEXT);
    for (let i = 0; walker.nextNode(); i += 1) walker.currentNode.data = i === place ? words : '';
    return rest;
}
