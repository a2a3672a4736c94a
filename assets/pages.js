// Pages other than Explore: their choices are their address too, and an area is lit wherever it stands on the page.
(function () {
    'use strict';

    const atlas = (window.atlas = window.atlas || {});

    // Go to this page with other choices: {choice: value, …}; an empty value means the usual one.
    atlas.visit = function (changes) {
        const query = atlas.query();
        for (const [name, value] of Object.entries(changes)) {
            if (value) query.set(name, value);
            else query.delete(name);
        }
        const text = query.toString().replace(/%2C/g, ',');
        const address = window.location.pathname + (text ? `?${text}` : '');
        document.getElementById('main').setAttribute('aria-busy', 'true');
        // As HTML a page is there sooner than Dash could change one of thousands of parts, each of which it asks anew
        window.location.assign(address);
    };

    document.addEventListener('change', (event) => {
        const holder = event.target.closest && event.target.closest('[data-page-choice]');
        if (!holder) return;
        const drops = (holder.dataset.drops || '').split(',').filter(Boolean);
        const value = event.target.value === 'usual' ? '' : event.target.value;
        atlas.visit({ ...Object.fromEntries(drops.map((name) => [name, ''])), [holder.dataset.pageChoice]: value });
    });

    // On a narrow screen the bar is longer than the screen, and is moved sideways by hand.
    function intoSight(link) {
        const bar = link.closest('nav');
        const [seen, asked] = [bar.getBoundingClientRect(), link.getBoundingClientRect()];
        if (asked.left < seen.left || asked.right > seen.right) bar.scrollLeft += asked.left - seen.left - 24;
    }

    // The page one is on is marked in the bar, for the eye and for a screen reader.
    atlas.markPage = function () {
        for (const link of document.querySelectorAll('.top .nav-link')) {
            if (new URL(link.href).pathname !== window.location.pathname) link.removeAttribute('aria-current');
            else {
                link.setAttribute('aria-current', 'page');
                intoSight(link);
            }
        }
    };
    for (const name of ['popstate', '_dashprivate_pushstate']) window.addEventListener(name, () => atlas.markPage());

    // While another page is on its way the one shown fades, and a line says so; a quick answer fades nothing.
    const PATIENCE = 6000; // ms after which it is shown plainly again, come what may
    const addressNow = () => window.location.pathname + window.location.search; // not the place on the page
    let address = addressNow();
    let ending = 0;
    const arrived = new MutationObserver(() => settle());
    function settle() {
        arrived.disconnect();
        window.clearTimeout(ending);
        document.getElementById('main')?.removeAttribute('aria-busy');
    }
    function leave() {
        const content = document.getElementById('_pages_content');
        if (addressNow() === address || !content) return;
        address = addressNow();
        document.getElementById('main').setAttribute('aria-busy', 'true');
        arrived.observe(document.querySelector('title'), { childList: true }); // Dash writes it anew with every page
        window.clearTimeout(ending);
        ending = window.setTimeout(settle, PATIENCE);
    }
    for (const name of ['popstate', '_dashprivate_pushstate']) window.addEventListener(name, leave);

    let lit = null;
    atlas.lightPage = function (code) {
        if (code === lit) return;
        lit = code;
        for (const part of document.querySelectorAll('[data-code]')) part.classList.toggle('lit', Boolean(code) && part.dataset.code === code);
        atlas.lightPlots(code);
    };
    for (const [name, on] of [['mouseover', true], ['mouseout', false], ['focusin', true], ['focusout', false]]) {
        document.addEventListener(name, (event) => {
            const part = event.target.closest && event.target.closest('main [data-code]');
            if (part && !document.getElementById('charts')) atlas.lightPage(on ? part.dataset.code : null);
        });
    }

    // Tables of pages sort by their headers: a button in a <th> of a <table class="sortable">.
    document.addEventListener('click', (event) => {
        const button = event.target.closest('table.sortable th button');
        if (!button) return;
        const head = button.closest('th');
        const column = [...head.parentElement.children].indexOf(head);
        const up = head.getAttribute('aria-sort') === 'descending';
        const body = head.closest('table').tBodies[0];
        const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
        const compare = (a, b) => {
            const [x, y] = [value(a), value(b)];
            if (x === '' || y === '') return (x === '') - (y === ''); // what is unknown stays last either way
            const order = Number.isNaN(Number(x)) || Number.isNaN(Number(y)) ? x.localeCompare(y, 'en-GB') : Number(x) - Number(y);
            return up ? order : -order;
        };
        for (const other of head.parentElement.children) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        body.append(...[...body.rows].sort(compare));
    });

    // Items of a list are dragged into their order: <li data-move="what to send, with TO for the place">. One that is
    // dropped on another takes its place, as if the buttons in it, whose form is sent, had moved it there.
    let dragged = null;
    const item = (event) => event.target.closest && event.target.closest('li[data-move]');
    const placeOf = (row) => [...row.parentElement.children].indexOf(row);
    const onto = (event) => {
        const row = dragged && item(event);
        return row && row !== dragged && row.parentElement === dragged.parentElement ? row : null;
    };
    const unmark = () => {
        for (const row of document.querySelectorAll('li[data-move]')) row.classList.remove('before', 'after');
    };
    document.addEventListener('pointerover', (event) => {
        const row = item(event);
        if (row && event.pointerType === 'mouse') row.draggable = true;
    });
    document.addEventListener('dragstart', (event) => {
        dragged = item(event);
        if (!dragged) return;
        event.dataTransfer.effectAllowed = 'move';
        dragged.classList.add('dragged');
    });
    document.addEventListener('dragover', (event) => {
        unmark();
        const row = onto(event);
        if (!row) return;
        event.preventDefault();
        row.classList.add(placeOf(dragged) < placeOf(row) ? 'after' : 'before');
    });
    document.addEventListener('drop', (event) => {
        const row = onto(event);
        if (!row) return;
        event.preventDefault();
        const value = dragged.dataset.move.replace('TO', placeOf(row));
        const button = Object.assign(document.createElement('button'), { type: 'submit', name: 'do', value, hidden: true });
        dragged.querySelector('button[name="do"]').form.append(button);
        button.click();
    });
    document.addEventListener('dragend', () => {
        unmark();
        if (dragged) dragged.classList.remove('dragged');
        dragged = null;
    });

    // A box that hides the rows whose text has none of what is typed: <input data-filters="id of the table">.
    document.addEventListener('input', (event) => {
        const table = event.target.dataset && document.getElementById(event.target.dataset.filters);
        if (!table) return;
        const wanted = event.target.value.trim().toLocaleLowerCase();
        let shown = 0;
        for (const row of table.tBodies[0].rows) {
            row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted);
            shown += row.hidden ? 0 : 1;
        }
        const said = document.getElementById(`${table.id}-found`);
        if (said) said.textContent = wanted ? `${shown} found` : '';
    });
})();
