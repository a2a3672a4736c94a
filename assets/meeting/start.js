// What the address asks for: a page of the meeting, the document, or the presenter's window.
const WIDE = '(min-width: 900px) and (orientation: landscape)'; // below, pages are read, not shown

let mode = matchMedia(WIDE).matches ? 'meet' : 'read';

function follow() {
    if (presenting()) return;
    const name = decodeURIComponent(location.hash.slice(1));
    if (location.hash === READ) mode = 'read';
    if (mode === 'read') {
        if (meeting()) read();
        byId('offer').hidden = false;
    } else if (meeting()) {
        const place = name ? placeOf(name) : 0;
        if (place >= 0 && place !== at) show(place);
    } else meet(name || '1');
}

function startMeeting() {
    const name = inSight();
    mode = 'meet';
    if (location.hash === `#${name}`) meet(name);
    else location.hash = name;
}

// Live pages are offered where the atlas is: not from a copy on disk whose links have lost their server.
function findLive() {
    for (const link of document.querySelectorAll('a.live')) {
        if (link.protocol === 'file:') link.replaceWith(...link.childNodes);
        else link.closest('figure')?.querySelector('.picture').classList.add('opens');
    }
    if (FROM_DISK) document.querySelectorAll('h2 > .away, h3 > .away').forEach((words) => words.remove());
}

findLive();
document.querySelector('.hint').hidden = false;
addEventListener('keydown', pressed);
addEventListener('click', swallow, true);
addEventListener('click', clicked);
addEventListener('pointerdown', touched);
addEventListener('pointerup', touched);
addEventListener('pointermove', (event) => { if (event.pointerType === 'mouse' && meeting()) showBar(); });
addEventListener('resize', scale);
addEventListener('message', heard);
addEventListener('hashchange', follow);
byId('black').addEventListener('click', darken);
let printed = null; // the screen to come back to
addEventListener('beforeprint', () => {
    printed = meeting() ? nameOf(screens[at]) : null;
    if (printed) read();
});
addEventListener('afterprint', () => { if (printed) meet(printed); });
if (location.hash === PRESENTER && window.opener) startPresenter();
else follow();
