// Keys, clickers, fingers, the mouse. Everything a hand can do has one name here, whatever it is done with.
const EDGE = 0.18; // of the screen's width, where a tap turns the page
const SWIPE = 50; // px
const IDLE = 3000; // ms until the bar and the pointer go
let typed = '';
let idle = 0;

const DO = {
    on: () => turn(at + 1),
    back: () => turn(at - 1),
    first: () => turn(0),
    last: () => turn(screens.length - 1),
    list: openList,
    help: openHelp,
    close: closeDialog,
    presenter: openPresenter,
    full: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.()), // phones have none
    black: () => (presenting() ? ask({ say: 'black' }) : darken()),
    read: () => {
        location.hash = READ;
    },
    meet: startMeeting,
    restart: restartClock,
};
const KEYS = {
    ArrowRight: 'on', ArrowDown: 'on', PageDown: 'on', ' ': 'on',
    ArrowLeft: 'back', ArrowUp: 'back', PageUp: 'back',
    Home: 'first', End: 'last',
};
const LETTERS = { g: 'list', '?': 'help', p: 'presenter', f: 'full', b: 'black', '.': 'black', r: 'read' };
const READING = { g: 'list', '?': 'help', m: 'meet' };

// The page at the top of the window, to begin with.
function inSight() {
    const page = pages.find((one) => one.getBoundingClientRect().bottom > innerHeight / 3);
    return (page || pages[0]).dataset.number;
}

function pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const dialog = openDialog();
    if (dialog) {
        dialogKey(event, dialog);
        return;
    }
    const button = event.target.closest('button, a, input');
    if (button && (event.key === ' ' || event.key === 'Enter')) return;
    if (numberKey(event)) return;
    const letter = byId('letters').checked ? event.key.toLowerCase() : '';
    const wanted = meeting() ? KEYS[event.key] || LETTERS[letter] : READING[letter];
    if (!wanted) return;
    event.preventDefault();
    if (presenting() && ['full', 'read', 'presenter'].includes(wanted)) return;
    DO[wanted]();
}

// Digits are kept until Enter goes to their page; any other key forgets them.
function numberKey(event) {
    const digit = meeting() && byId('letters').checked && /^[0-9]$/.test(event.key);
    const go = event.key === 'Enter' && typed;
    if (go) turnToPage(Number(typed));
    typed = digit ? (typed + event.key).slice(-3) : '';
    byId('typed').hidden = !typed;
    byId('typed').textContent = typed && `Page ${typed}: press Enter`;
    if (digit || go) event.preventDefault();
    return digit || go;
}

function clicked(event) {
    const button = event.target.closest('button');
    if (button?.dataset.page) {
        closeDialog();
        turnToPage(Number(button.dataset.page));
    } else if (button?.dataset.do) {
        DO[button.dataset.do]();
    } else if (meeting() && !event.target.closest('a, dialog, label')) {
        event.target.closest('.opens')?.closest('figure').querySelector('a.live').click();
    }
}

let down = null;
function touched(event) {
    if (event.type === 'pointerdown') down = event.isPrimary ? { x: event.clientX, y: event.clientY } : null;
    if (event.type !== 'pointerup' || !down || !meeting() || presenting() || event.pointerType === 'mouse') return;
    const [right, below] = [event.clientX - down.x, event.clientY - down.y];
    if (event.target.closest('dialog, #bar')) return;
    if (Math.abs(right) > SWIPE && Math.abs(right) > Math.abs(below)) DO[right < 0 ? 'on' : 'back']();
    else if (Math.hypot(right, below) < SWIPE / 4 && !event.target.closest('a')) tapped(event);
}

function tapped(event) {
    const where = event.clientX / innerWidth;
    if (where < EDGE || where > 1 - EDGE) {
        turnedByTap = event.timeStamp;
        DO[where < EDGE ? 'back' : 'on']();
    } else showBar();
}

// The click that follows a tap on the edge must not open the chart under it.
let turnedByTap = -Infinity;
function swallow(event) {
    if (event.timeStamp - turnedByTap < 700) event.stopPropagation();
    turnedByTap = -Infinity;
}

function showBar() {
    byId('bar').classList.add('shown');
    root.classList.remove('idle');
    clearTimeout(idle);
    idle = setTimeout(() => {
        byId('bar').classList.remove('shown');
        root.classList.add('idle');
    }, IDLE);
}
