// Board packs: a view added from where it is shown, files whose making takes a while.
(function () {
    'use strict';

    const atlas = (window.atlas = window.atlas || {});
    const element = (name, properties = {}, ...children) => {
        const made = Object.assign(document.createElement(name), properties);
        made.append(...children);
        return made;
    };

    // --- "Add to a board pack": a dialog over the page, which stays as it is

    function field(name, words, box) {
        box.id = `pack-${name}`;
        box.name = name;
        const fault = element('span', { className: 'fault', hidden: true });
        fault.dataset.fault = name;
        return element('div', {}, element('label', { htmlFor: box.id }, words, fault), box);
    }

    function makeDialog(packs, view, chart) {
        const choice = element('select', { className: 'form-select' });
        for (const pack of packs) choice.append(element('option', { value: pack.id }, pack.title));
        choice.append(element('option', { value: 'new' }, 'A new pack'));
        const title = field('title', 'Title of the new pack', element('input', { className: 'form-control', maxLength: 200 }));
        const message = field('message', 'Headline message: what the board should take from it (may stay empty)',
            element('input', { className: 'form-control', maxLength: 200 }));
        const said = element('p', { className: 'message' });
        said.setAttribute('role', 'status');
        said.hidden = true;
        const add = element('button', { type: 'submit', className: 'btn btn-sm btn-primary' }, 'Add this view');
        const close = element('button', { type: 'button', className: 'btn btn-sm btn-outline-primary' }, 'Close');
        const form = element('form', {}, field('pack', 'Board pack', choice), title, message, said,
            element('div', { className: 'buttons' }, add, close));
        const heading = element('h2', { id: 'pack-dialog-heading' }, 'Add this view to a board pack');
        const dialog = element('dialog', { className: 'pack-dialog' }, heading, form);
        dialog.setAttribute('aria-labelledby', heading.id);
        const showTitle = () => { title.hidden = choice.value !== 'new'; };
        showTitle();
        choice.addEventListener('change', showTitle);
        close.addEventListener('click', () => dialog.close());
        dialog.addEventListener('close', () => dialog.remove());
        form.addEventListener('submit', (event) => {
            event.preventDefault();
            send(form, { view, chart }, said, add);
        });
        return dialog;
    }

    async function send(form, more, said, add) {
        add.disabled = true;
        const typed = new URLSearchParams([...new FormData(form), ...Object.entries(more)]);
        let answer;
        try {
            answer = await (await fetch('/packs/offer', { method: 'POST', body: typed })).json();
        } catch {
            answer = { fault: 'The atlas has not answered, so nothing was added. Try again.' };
        }
        add.disabled = false;
        for (const place of form.querySelectorAll('[data-fault]')) {
            const fault = (answer.fields || {})[place.dataset.fault];
            place.textContent = fault || '';
            place.hidden = !fault;
        }
        said.hidden = false;
        said.replaceChildren(answer.said || answer.fault);
        if (!answer.said) {
            const wrong = form.querySelector('.fault:not([hidden])');
            if (wrong) wrong.closest('div').querySelector('input, select').focus();
            return;
        }
        const link = element('a', { href: answer.address }, 'Open the pack');
        said.append(' ', link);
        add.hidden = true;
        link.focus();
    }

    atlas.addToPack = async function (chart) {
        if (document.querySelector('.pack-dialog')) return;
        const view = window.location.pathname + window.location.search;
        const before = document.activeElement;
        let packs = [];
        try {
            packs = await (await fetch('/packs/mine')).json();
        } catch { /* a new one can still be made when the atlas answers again */ }
        const dialog = makeDialog(packs, view, chart || '');
        document.body.append(dialog);
        dialog.addEventListener('close', () => before && before.isConnected && before.focus());
        dialog.showModal();
        dialog.querySelector('select').focus();
    };

    document.addEventListener('click', (event) => {
        const link = event.target.closest('[data-pack-add]');
        if (!link) return;
        event.preventDefault();
        atlas.addToPack(link.dataset.packAdd);
    });

    // --- a file whose making takes seconds says so, and says when it failed

    document.addEventListener('click', async (event) => {
        const link = event.target.closest('a[data-making]');
        if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        if (link.getAttribute('aria-busy') === 'true') return;
        const words = link.textContent;
        link.setAttribute('aria-busy', 'true');
        link.textContent = `Making ${link.dataset.making} …`;
        const place = saidBeside(link);
        place.textContent = `${link.dataset.making} is being made; this takes some seconds.`;
        try {
            const answer = await fetch(link.href);
            if (!answer.ok) throw new Error((await answer.text()).slice(0, 300));
            const name = /filename="?([^";]+)/.exec(answer.headers.get('Content-Disposition') || '');
            const save = element('a', { href: URL.createObjectURL(await answer.blob()), download: name ? name[1] : '' });
            save.click();
            window.setTimeout(() => URL.revokeObjectURL(save.href), 60000);
            place.textContent = `${link.dataset.making} is ready.`;
        } catch (error) {
            place.textContent = `${link.dataset.making} could not be made. ${plain(error.message)}`;
        }
        link.textContent = words;
        link.removeAttribute('aria-busy');
    });

    // What a server says may be a page; its words are enough.
    const plain = (text) => new DOMParser().parseFromString(text, 'text/html').body.textContent.trim().slice(0, 300);

    function saidBeside(link) {
        const row = link.closest('.row-of-buttons');
        const found = row.nextElementSibling;
        if (found && found.matches('.making')) return found;
        const made = element('p', { className: 'making hint' });
        made.setAttribute('role', 'status');
        row.after(made);
        return made;
    }

    // What was just done keeps the focus: the address names it, since the page was made anew.
    window.addEventListener('load', () => {
        const place = window.location.hash && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
        if (place && place.closest('.packs')) place.focus({ preventScroll: false });
    });

    // A form that was changed and not saved is not left by mistake, nor by sending another one.
    const typed = new Set();
    document.addEventListener('input', (event) => {
        const form = event.target.closest && event.target.closest('.packs form[method=post]');
        if (form) typed.add(form);
    });
    document.addEventListener('submit', (event) => {
        typed.delete(event.target);
        // the answer shows the whole pack, which the atlas may have to compose first
        if (event.target.closest('.packs') && !typed.size) document.getElementById('main').setAttribute('aria-busy', 'true');
    });
    document.addEventListener('click', (event) => {
        const meeting = event.target.closest('.packs a[href^="/meeting/"]');
        if (meeting && !event.ctrlKey && !event.metaKey && !event.shiftKey && !typed.size) {
            document.getElementById('main').setAttribute('aria-busy', 'true');
        }
    });
    window.addEventListener('pageshow', () => document.getElementById('main').removeAttribute('aria-busy'));
    window.addEventListener('beforeunload', (event) => {
        if ([...typed].some((form) => form.isConnected)) event.preventDefault();
    });
})();
