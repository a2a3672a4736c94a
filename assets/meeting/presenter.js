// The presenter's window is this same file, opened by the meeting's window. The two tell one another by messages, which
// also works for a file on disk: the meeting says where it is, the presenter asks for a page. Either may be reloaded.
const FROM_DISK = location.protocol === 'file:';
const TO = FROM_DISK ? '*' : location.origin;
const TICK = 1000; // ms
let desk = null; // the presenter's window, seen from the meeting's
let started = Date.now();

function openPresenter() {
    desk = window.open(location.href.replace(/#.*|$/, PRESENTER), 'presenter', 'popup,width=1280,height=800');
}

// The meeting's side.
function tell() {
    if (desk && !desk.closed) desk.postMessage({ meeting: 'at', at: nameOf(screens[at]), black: !byId('black').hidden }, TO);
}

function heard(event) {
    if (!FROM_DISK && event.origin !== location.origin) return;
    const { data, source } = event;
    if (presenting() && source === window.opener && data?.meeting === 'at') {
        say(data.black ? 'The screen is black.' : '');
        const place = Math.max(0, placeOf(String(data.at)));
        if (place !== at) show(place); // notes half read keep their place
    } else if (!presenting() && data?.presenter) {
        desk = source;
        if (!meeting()) return;
        if (data.presenter === 'go') show(placeOf(String(data.to)), { turned: true });
        if (data.presenter === 'black') darken();
        else tell();
    }
}

// The presenter's side.
function say(words) {
    if (byId('alone').textContent !== words) byId('alone').textContent = words; // read out once, not every second
}

function ask(message) {
    if (window.opener) window.opener.postMessage({ presenter: message.say, to: message.to }, TO);
}

function present(screen) {
    const next = screens[at + 1];
    if (next) {
        next.classList.add('next');
        pageOf(next).classList.add('shown');
    }
    const notes = pageOf(screen).querySelector('.notes');
    byId('notes').replaceChildren(...(notes ? notes.cloneNode(true).children : ['No notes for this page.']));
    byId('where').textContent = `Page ${nameOf(screen)} of ${pages.length}${next ? '' : ' (last)'}`;
}

function restartClock() {
    started = Date.now();
    tick();
}

function tick() {
    const two = (number) => String(number).padStart(2, '0');
    const now = new Date();
    const seconds = Math.floor((now - started) / 1000);
    byId('clock').textContent = `${two(now.getHours())}:${two(now.getMinutes())}`;
    byId('elapsed').textContent = `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
    ask({ say: 'hello' }); // again and again: the meeting's window may have been reloaded
    if (!window.opener || window.opener.closed) say('The window of the meeting is closed.');
}

function startPresenter() {
    root.classList.add('presenter');
    document.title = `Presenter: ${document.title}`;
    byId('desk').hidden = false;
    meet('1');
    tick();
    setInterval(tick, TICK);
}
