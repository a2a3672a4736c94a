// The view is its address. Every control with a choice writes it here; the server redraws from it.
(function () {
    'use strict';

    const USUAL = {
        benchmark: 'london', colour: 'difference', map: 'map', dispersion: 'none', scale: 'auto', bands: 'off',
    };
    // What a change makes meaningless: another indicator has other periods, another level other areas.
    const DROPS = {
        indicator: ['period', 'sex', 'age'],
        priority: ['period', 'sex', 'age'],
        domain: ['period', 'sex', 'age'],
        level: ['area', 'period', 'map'],
    };
    // Options of one chart and picked areas are small steps: Back returns to the last view, not through each of them.
    const SMALL = new Set(['area', 'colour', 'map', 'dispersion', 'scale', 'bands', 'sort']);
    const PATIENCE = 10000; // ms after which a person is told that no answer came

    const atlas = (window.atlas = window.atlas || {});

    // Boundaries are asked for at once, not when the first map is drawn and waits for them; plotly.js looks here.
    atlas.boundaries = Promise.all([...document.querySelectorAll('link[data-boundaries]')].map((link) => {
        const address = new URL(link.href).pathname;
        return fetch(address)
            .then((answer) => answer.json())
            .then((shapes) => {
                window.PlotlyGeoAssets[address] = shapes;
            })
            .catch(() => {}); // plotly.js then asks for them itself
    }));
    let shownPath = window.location.pathname;
    let waiting = 0;

    atlas.query = () => new URLSearchParams(window.location.search);

    function address(query) {
        const text = query.toString().replace(/%2C/g, ',');
        return window.location.pathname + (text ? `?${text}` : '');
    }

    // Change choices of the view: {choice: value, …}; an empty value means the usual one.
    atlas.choose = function (changes) {
        const query = atlas.query();
        const names = Object.keys(changes);
        for (const name of names) {
            for (const dropped of DROPS[name] || []) query.delete(dropped);
            const keeps = changes[name] !== 'stp' && /^E(54|12)\d+$/.test(query.get('within') || '');
            if (name === 'level' && !keeps) query.delete('within'); // an STP lies in no footprint, and a list is of one level; all London may be named
            if (!changes[name] || changes[name] === USUAL[name]) query.delete(name);
            else query.set(name, changes[name]);
        }
        const small = names.every((name) => SMALL.has(name));
        window.history[small ? 'replaceState' : 'pushState'](null, '', address(query));
        atlas.noteAddress();
        if (names.length === 1 && names[0] === 'sort') return;
        draw(names.length === 1 ? names[0] : 'all');
    };
    atlas.redraw = () => draw('all');

    // What the view could not have leaves its address, or it would stand in that of every view to come.
    atlas.forget = function (refused) {
        const query = atlas.query();
        for (const [name, instead] of Object.entries(refused)) {
            if (instead) query.set(name, instead);
            else query.delete(name);
        }
        window.history.replaceState(null, '', address(query));
        atlas.noteAddress();
    };

    function draw(changed) {
        const charts = document.getElementById('charts');
        if (!charts) return;
        if (!atlas.dashStarted) {
            if (atlas.noDash) { // the server can make any view without it
                window.location.reload();
                return;
            }
            atlas.late = true; // first.js draws the view of the address when Dash has started
            charts.setAttribute('aria-busy', 'true');
            window.clearTimeout(waiting);
            waiting = window.setTimeout(complain, PATIENCE);
            return;
        }
        atlas.late = false;
        // An answer still on its way is dropped when the next is asked for, so the next must bring what that one would have
        const whole = charts.getAttribute('aria-busy') === 'true' ? 'all' : changed;
        charts.setAttribute('aria-busy', 'true');
        window.clearTimeout(waiting);
        waiting = window.setTimeout(complain, PATIENCE);
        // keys name the controls as they are offered now, with what was chosen then: the server sends only those that become others
        const keys = {};
        for (const control of document.querySelectorAll('#filters-view [data-key]')) {
            if (control.querySelector('select')?.value === control.dataset.value) keys[control.dataset.choice] = control.dataset.key;
        }
        window.dash_clientside.set_props('view', { data: { search: window.location.search, changed: whole, keys } });
    }

    atlas.drawn = function () {
        if (atlas.late) return;
        window.clearTimeout(waiting);
        document.getElementById('charts')?.setAttribute('aria-busy', 'false');
        const own = document.getElementById('own-pick');
        if (own) own.hidden = document.getElementById('choice-within')?.value !== 'own';
        const slow = document.getElementById('no-answer');
        if (slow) slow.remove();
    };

    function complain() {
        if (document.getElementById('no-answer')) return;
        const note = document.createElement('p');
        note.id = 'no-answer';
        note.setAttribute('role', 'alert');
        note.textContent = 'The atlas has not answered. The charts still show the last view; ';
        const again = document.createElement('button');
        again.type = 'button';
        again.className = 'btn btn-sm btn-primary';
        again.textContent = 'Try again';
        again.addEventListener('click', () => window.location.reload());
        note.append(again);
        document.body.append(note);
    }

    // An answer that is an error is told at once.
    if (window.PerformanceObserver) {
        new PerformanceObserver((list) => {
            const failed = list.getEntries().some(({ name, responseStatus }) => responseStatus >= 400 && name.endsWith('/_dash-update-component'));
            const charts = document.getElementById('charts');
            if (!failed || charts?.getAttribute('aria-busy') !== 'true') return;
            window.clearTimeout(waiting);
            charts.setAttribute('aria-busy', 'false');
            complain();
        }).observe({ type: 'resource' });
    }

    document.addEventListener('change', (event) => {
        const match = /^choice-(.+)$/.exec(event.target.id || '');
        if (!match) return;
        const choice = match[1];
        const value = event.target.value;
        if (choice === 'within' && value === 'own') {
            const own = document.getElementById('own-pick');
            own.hidden = false;
            own.open = true;
            return;
        }
        atlas.choose({ [choice]: value === 'usual' ? '' : value });
    });

    // The list of areas to pick from is drawn when it is opened, from the figures shown.
    document.addEventListener(
        'toggle',
        (event) => {
            const list = document.getElementById('own-areas');
            if (event.target.id !== 'own-pick' || !list) return;
            if (!event.target.open) {
                showFootprint();
                return;
            }
            const within = (atlas.query().get('within') || '').split(',');
            list.replaceChildren(...[...atlas.shown.areas.values()].map((area) => {
                const label = document.createElement('label');
                const box = document.createElement('input');
                box.type = 'checkbox';
                box.value = area.code;
                box.checked = within.includes(area.code);
                label.append(box, ` ${area.name}`);
                return label;
            }));
            list.querySelector('input')?.focus();
        },
        true // toggle does not bubble
    );

    // The select names the footprint shown, whatever was begun in it.
    function showFootprint() {
        const select = document.getElementById('choice-within');
        const shown = select?.closest('[data-choice]').dataset.value;
        if (!shown || select.value === shown) return;
        const own = document.getElementById('own-pick');
        const focused = own.contains(document.activeElement);
        select.value = shown;
        if (atlas.dashStarted) window.dash_clientside.set_props('choice-within', { value: shown });
        own.hidden = shown !== 'own';
        if (focused) select.focus();
    }

    document.addEventListener('click', (event) => {
        const own = event.target.closest('[data-own]');
        if (own) {
            const ticked = [...document.querySelectorAll('#own-areas input:checked')].map((box) => box.value);
            document.getElementById('own-pick').open = false;
            atlas.choose({ within: ticked.join(',') });
        }
        if (event.target.closest('#filters-open')) sheet(true);
        if (event.target.closest('[data-sheet=close]')) sheet(false);
        for (const open of document.querySelectorAll('details.save[open], details.own[open]')) {
            if (!open.contains(event.target)) open.open = false;
        }
    });

    document.addEventListener('keydown', (event) => {
        if (event.key !== 'Escape') return;
        if (document.body.classList.contains('sheet-open')) sheet(false);
        for (const open of document.querySelectorAll('details[open]')) {
            open.open = false;
            if (open.contains(document.activeElement)) open.querySelector('summary').focus();
        }
    });

    document.addEventListener('submit', (event) => {
        if (!event.target.dataset.plain) event.preventDefault(); // choices act by themselves; a plain form goes to its address
    });

    // On a phone the filters are a sheet over the page.
    function sheet(open) {
        document.body.classList.toggle('sheet-open', open);
        const target = document.getElementById(open ? 'filters-close' : 'filters-open');
        if (target) target.focus();
    }

    // Back and Forward within one page redraw it; Dash's own router, which listens after us, sees other pages only.
    // (It compares with the address it last knew, which our changes never told it.)
    const addressNow = () => window.location.pathname + window.location.search;
    let shownAddress = addressNow();
    window.addEventListener('popstate', (event) => {
        if (addressNow() === shownAddress) return; // another place on the same page
        if (window.location.pathname === shownPath && document.getElementById('charts')) {
            event.stopImmediatePropagation();
            draw('all');
        }
        shownPath = window.location.pathname;
        shownAddress = addressNow();
    });
    // A link to the view that Dash last knew, from one that our choices led to, is no change to its router.
    window.addEventListener('_dashprivate_pushstate', () => {
        if (addressNow() === atlas.dashKnows && shownAddress !== atlas.dashKnows && document.getElementById('charts')) draw('all');
        atlas.dashKnows = addressNow();
        shownPath = window.location.pathname;
        shownAddress = addressNow();
    });
    atlas.noteAddress = () => {
        shownAddress = addressNow();
    };
})();
