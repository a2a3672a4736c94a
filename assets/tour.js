// A tour of Explore in six steps, with the figures shown. It is offered quietly, never blocks the page, and can be left at any time.
(function () {
    'use strict';

    const KEPT = 'atlas-tour'; // set once the tour has been taken or declined in this browser
    const GAP = 10; // px between what is spoken of and the box

    const atlas = (window.atlas = window.atlas || {});
    const text = (id) => (document.getElementById(id)?.textContent || '').trim();
    const chosen = (choice) => document.getElementById(`choice-${choice}`)?.selectedOptions?.[0]?.textContent.trim() || '';

    function extremes() {
        const rows = atlas.shown.rows.filter((row) => row.value !== null).sort((a, b) => b.value - a.value);
        const say = (row) => `${row.name} (${atlas.number(row.value, atlas.shown.decimals)} ${atlas.shown.suffix}`.trim() + ')';
        return rows.length > 1 ? `Highest is ${say(rows[0])}, lowest ${say(rows.at(-1))}. ` : '';
    }

    function periods() {
        const all = document.querySelector('#trend .js-plotly-plot')?.layout?.meta?.periods || [];
        return all.length > 1 ? `from ${all[0]} to ${all.at(-1)}` : 'over all periods there are';
    }

    const STEPS = [
        {
            places: ['#finding'],
            title: 'What the figures say',
            words: () => `You are looking at “${text('heading')}”. The sentence below it says what the charts show, and the label before the source says which way is good: “${text('badge')}”.`,
        },
        {
            places: ['#filters', '#filters-open'],
            title: 'Choose what is shown',
            words: () => {
                const view = [['Level', 'level'], ['footprint', 'within'], ['period', 'period'], ['compared with', 'benchmark']];
                const now = view.map(([word, choice]) => [word, chosen(choice)]).filter(([, value]) => value);
                return `Type any word to find an indicator, then choose where and when. Now: ${now.map(([word, value]) => `${word} ${value}`).join(', ')}. `
                    + 'Every choice is in the address, so a copied link shows the same.';
            },
        },
        {
            places: ['#map-card'],
            title: 'Where: the map',
            words: () => `${atlas.shown.rows.length} areas, coloured by how they compare with ${atlas.shown.benchmark || 'the benchmark'}. ${extremes()}`
                + 'Point at an area to light it in every chart; click, or use the arrow keys and Enter, to pick it.',
        },
        {
            places: ['#funnel-card'],
            title: 'Is it more than chance: the funnel',
            words: () => {
                const compared = atlas.shown.rows.filter((row) => row.order !== null);
                const outside = compared.filter((row) => /99\.8/.test(row.status)).length;
                const now = compared.length ? `Of ${compared.length} areas, ${outside} ${outside === 1 ? 'lies' : 'lie'} outside the 99.8 % limits. ` : '';
                return `Small areas scatter by chance alone, so the limits open to the left. ${now}Areas outside them differ by more than chance would give.`;
            },
        },
        {
            places: ['#trend-card'],
            title: 'Is it changing: the trend',
            words: () => `Each line is an area, ${periods()}; picked areas have a colour and their name. The dashed line is ${atlas.shown.benchmark || 'the benchmark'}.`,
        },
        {
            places: ['#table-card'],
            title: 'All figures, to take away',
            words: () => `The same ${atlas.shown.rows.length} areas as numbers, with intervals and ranks. Press a heading to sort, or download them as CSV or XLSX. “How to read this” under each chart explains it in plain words.`,
        },
    ];

    let at = -1;
    let opener = null;
    let held = null; // what last had the focus: an element that is moved loses it
    const offers = [];

    function element(tag, attributes, ...children) {
        const node = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
        node.append(...children);
        return node;
    }

    const button = (name, className, words, act, label) => {
        const made = element('button', { type: 'button', class: className, id: `tour-${name}`, ...(label ? { 'aria-label': label } : {}) }, words);
        made.addEventListener('click', act);
        return made;
    };

    const title = element('h2', { id: 'tour-title' });
    const step = element('p', { class: 'step', id: 'tour-step' });
    const words = element('p', { id: 'tour-words' });
    const said = element('div', { 'aria-live': 'polite', 'aria-atomic': 'true' }, step, title, words);
    const back = button('back', 'btn btn-sm btn-outline-primary', 'Back', () => show(at - 1));
    const next = button('next', 'btn btn-sm btn-primary', 'Next', () => (at === STEPS.length - 1 ? end() : show(at + 1)));
    const box = element(
        'div',
        { class: 'tour', id: 'tour', role: 'dialog', 'aria-labelledby': 'tour-title', 'aria-describedby': 'tour-words', tabindex: '-1' },
        said,
        element('div', { class: 'buttons' }, next, back),
        button('end', 'end', '×', () => end(), 'End the tour')
    );
    const ring = element('div', { class: 'tour-ring', 'aria-hidden': 'true' });

    const visible = (part) => part && part.getClientRects().length > 0;
    const target = () => STEPS[at].places.map((place) => document.querySelector(place)).find(visible);

    const still = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

    function frame() {
        if (at < 0) return;
        const part = target();
        ring.hidden = !part;
        if (!part) return;
        const r = part.getBoundingClientRect();
        Object.assign(ring.style, { left: `${r.left + 1}px`, top: `${r.top + 1}px`, width: `${r.width - 2}px`, height: `${r.height - 2}px` });
        const [W, H] = [document.documentElement.clientWidth, window.innerHeight];
        const [w, h] = [box.offsetWidth, box.offsetHeight];
        const within = (value, most) => Math.max(8, Math.min(value, most - 8));
        const spots = [
            [r.right + GAP, within(r.top, H - h)],
            [r.left - GAP - w, within(r.top, H - h)],
            [within(r.left, W - w), r.bottom + GAP],
            [within(r.left, W - w), r.top - GAP - h],
        ];
        // beside it where there is room, else over its lower edge
        const [x, y] = spots.find(([left, top]) => left >= 8 && top >= 8 && left + w <= W - 8 && top + h <= H - 8) || [W - w - 8, H - h - 8];
        Object.assign(box.style, { left: `${Math.max(8, x)}px`, top: `${Math.max(8, y)}px` });
    }

    function show(wanted) {
        at = Math.max(0, Math.min(wanted, STEPS.length - 1));
        title.textContent = STEPS[at].title;
        step.textContent = `Step ${at + 1} of ${STEPS.length}`;
        words.textContent = STEPS[at].words();
        next.textContent = at === STEPS.length - 1 ? 'Finish' : 'Next';
        back.disabled = at === 0;
        if (back.disabled && document.activeElement === back) next.focus();
        const part = target();
        if (part) {
            const tall = part.getBoundingClientRect().height > window.innerHeight * 0.6;
            part.scrollIntoView({ block: at === 0 || tall ? 'start' : 'center', behavior: still() ? 'auto' : 'smooth' });
        }
        frame();
    }

    function start(event) {
        opener = event.currentTarget;
        document.body.append(ring, box);
        show(0);
        box.focus({ preventScroll: true });
    }

    function end(keepFocus) {
        if (at < 0) return;
        at = -1;
        const inside = box.contains(document.activeElement);
        box.remove();
        ring.remove();
        remember();
        if (keepFocus === true || !(inside || document.activeElement === document.body)) return;
        const to = visible(opener) ? opener : offers.map(({ begin }) => begin).find(visible) || document.getElementById('main');
        to.focus();
    }

    function declined() {
        try {
            return window.localStorage.getItem(KEPT) !== null;
        } catch {
            return false; // a browser that keeps nothing is asked again
        }
    }

    let quiet = declined(); // a tour just taken leaves its button where the focus returns to, until the next visit
    function remember() {
        try {
            window.localStorage.setItem(KEPT, 'seen');
        } catch { /* nothing is kept */ }
    }

    // Below the finding until it has been taken or declined in this browser; at the foot always.
    function offer(holder, put, once) {
        const begin = button(`begin-${once ? 'bar' : 'foot'}`, 'begin', 'Show me round', start);
        const part = element('div', { class: 'tour-offer' }, begin);
        if (once) {
            part.append(button('no', 'no', '×', () => {
                const had = part.contains(document.activeElement);
                remember();
                quiet = true;
                place();
                if (had) document.getElementById('main').focus();
            }, 'Do not offer the tour again'));
        }
        offers.push({ holder, put, part, begin, once });
    }
    offer('#finding .more', (holder, part) => holder.append(part), true);
    offer('.foot', (holder, part) => holder.prepend(part), false);

    // The offers stand in the page that is shown, which Dash makes anew when it starts, and on Explore only.
    function place() {
        const explore = Boolean(document.getElementById('charts'));
        for (const { holder, put, part, once } of offers) {
            const shown = document.querySelector(`#first-page ${holder}`) || document.querySelector(holder);
            part.hidden = !explore || (once && quiet);
            if (!shown || part.parentElement === shown) continue;
            const had = held && part.contains(held) && document.activeElement === document.body;
            put(shown, part);
            if (had) held.focus();
        }
        if (!explore) end(true);
        frame();
    }

    document.addEventListener('focusin', (event) => {
        held = event.target;
    });
    document.addEventListener('keydown', (event) => {
        if (at < 0) return;
        const inside = box.contains(event.target);
        if (event.key === 'Escape' && (inside || event.target === document.body || event.target.id === 'main')) end();
        const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        if (!inside || !by || event.ctrlKey || event.altKey || event.metaKey) return;
        event.preventDefault();
        show(at + by);
    });
    window.addEventListener('scroll', frame, { passive: true, capture: true });
    window.addEventListener('resize', frame);
    // the first page gives way to Dash's: a change in the body; another page: a change of the title
    const watch = new MutationObserver(() => place());
    watch.observe(document.body, { childList: true });
    watch.observe(document.querySelector('title'), { childList: true });
    place();
})();
