// The pages, which of them is shown, and the address that says so: #3, or #3.2 where page 3 goes on on another screen.
const root = document.documentElement;
const byId = (id) => document.getElementById(id);
const READ = '#read';
const PRESENTER = '#presenter';
let pages = [...document.querySelectorAll('.page')];
let screens = [];
let at = 0;

const meeting = () => root.classList.contains('meeting');
const presenting = () => root.classList.contains('presenter');
const pageOf = (screen) => screen.closest('.page');

function nameOf(screen) {
    const part = [...pageOf(screen).querySelectorAll('.screen')].indexOf(screen);
    return pageOf(screen).dataset.number + (part ? `.${part + 1}` : '');
}

function placeOf(name) {
    const exact = screens.findIndex((screen) => nameOf(screen) === name);
    return exact >= 0 ? exact : screens.findIndex((screen) => nameOf(screen) === name.split('.')[0]);
}

// Shows a screen; turning a page makes an entry of the browser's history, so that Back goes back.
function show(place, { turned = false } = {}) {
    at = Math.max(0, Math.min(screens.length - 1, place));
    document.querySelectorAll('.shown, .next').forEach((old) => old.classList.remove('shown', 'next'));
    const screen = screens[at];
    screen.classList.add('shown');
    pageOf(screen).classList.add('shown');
    if (presenting()) {
        present(screen);
        return;
    }
    black(false);
    const name = nameOf(screen);
    if (turned && location.hash !== `#${name}`) location.hash = name;
    byId('spoken').textContent = spoken(screen);
    tell();
}

function spoken(screen) {
    const page = pageOf(screen);
    const part = nameOf(screen).split('.')[1];
    return `Page ${page.dataset.number} of ${pages.length}${part ? `, part ${part}` : ''}: ${page.dataset.title}`;
}

function turn(place) {
    if (presenting()) ask({ say: 'go', to: nameOf(screens[Math.max(0, Math.min(screens.length - 1, place))]) });
    else show(place, { turned: true });
}

function turnToPage(number) {
    const place = placeOf(String(Math.max(1, Math.min(pages.length, number))));
    if (meeting()) turn(place);
    else location.hash = String(number);
}

function scale() {
    const fit = Math.min(innerWidth / 1920, innerHeight / 1080);
    if (!presenting()) {
        root.style.setProperty('--scale', fit);
        return;
    }
    const now = Math.min((innerWidth - 48) * 0.6 / 1920, (innerHeight * 0.62) / 1080);
    root.style.setProperty('--scale', now);
    root.style.setProperty('--next', (innerWidth - 48 - now * 1920) / 1920);
}

function meet(name) {
    root.classList.add('meeting');
    byId('bar').hidden = presenting();
    byId('offer').hidden = true;
    pages.forEach((page) => page.querySelectorAll('.wide').forEach((wide) => wide.removeAttribute('tabindex')));
    scale();
    fitPages(pages);
    screens = [...document.querySelectorAll('.screen')];
    scrollTo(0, 0);
    show(Math.max(0, placeOf(name)));
}

// Pages below one another, whole again.
function read() {
    const number = meeting() ? pageOf(screens[at]).dataset.number : null;
    root.classList.remove('meeting');
    pages = unfitPages(pages);
    whole.clear();
    document.querySelectorAll('.shown, .next').forEach((old) => old.classList.remove('shown', 'next'));
    pages.forEach((page) => page.querySelectorAll('.wide').forEach((wide) => { wide.tabIndex = 0; }));
    byId('bar').hidden = true;
    byId('offer').hidden = false;
    if (number) pages[number - 1].scrollIntoView();
}

function black(on) {
    byId('black').hidden = !on;
}

function darken() {
    black(byId('black').hidden);
    tell();
}
