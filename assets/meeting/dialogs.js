// The list of pages and the list of keys. A dialog keeps the focus while it is open, and gives it back.
function openList() {
    const list = byId('list').querySelector('ol');
    const current = meeting() ? pageOf(screens[at]).dataset.number : '1';
    list.replaceChildren(
        ...pages.map((page) => {
            const { number, title, adds } = page.dataset;
            const item = document.createElement('li');
            const button = document.createElement('button');
            button.type = 'button';
            button.dataset.page = number;
            const place = document.createElement('span');
            place.className = 'at';
            place.textContent = number;
            const words = document.createElement('span');
            words.textContent = title;
            button.append(place, words);
            if (adds) {
                const more = document.createElement('span');
                more.className = 'adds';
                more.textContent = adds;
                button.append(' ', more);
            }
            if (number === current) button.setAttribute('aria-current', 'page');
            item.append(button);
            return item;
        }),
    );
    byId('list').showModal();
    (list.querySelector('[aria-current]') || list.querySelector('button')).focus();
}

function openHelp() {
    byId('help').showModal();
}

const openDialog = () => document.querySelector('dialog[open]');

function closeDialog() {
    openDialog()?.close();
}

// Tab goes round inside the dialog; arrows go through its pages.
function dialogKey(event, dialog) {
    const all = [...dialog.querySelectorAll('button, input')];
    const items = dialog.id === 'list' ? all.filter((item) => item.dataset.page) : [];
    const here = document.activeElement;
    const move = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const end = { Home: 0, End: items.length - 1 }[event.key];
    if (event.key === 'Tab') {
        const to = (all.indexOf(here) + (event.shiftKey ? -1 : 1) + all.length) % all.length;
        all[to].focus();
    } else if (items.length && move) {
        items[Math.max(0, Math.min(items.length - 1, items.indexOf(here) + move))].focus();
    } else if (items.length && end !== undefined) {
        items[end].focus();
    } else return;
    event.preventDefault();
}
