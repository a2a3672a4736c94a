// The page arrives whole, as HTML with its figures (components/first_page.py). Its charts are drawn at once; then Dash's
// scripts start, make the same page out of sight, and take over what was drawn.
(function () {
    'use strict';

    const atlas = (window.atlas = window.atlas || {});
    const first = document.getElementById('first-page');
    const entry = document.getElementById('react-entry-point');

    function startDash() {
        const scripts = [...document.querySelectorAll('script[data-src]')].map(({ dataset }) => {
            const script = document.createElement('script');
            script.src = dataset.src;
            script.async = false; // in their order
            return script;
        });
        for (const script of scripts) {
            script.addEventListener('error', () => {
                atlas.noDash = true; // choices then go to the server for a whole page
                if (atlas.late) window.location.reload();
            });
        }
        scripts.at(-1).addEventListener('load', () => {
            window.renderer = new window.DashRenderer();
        });
        document.body.append(...scripts);
    }

    // Both trees are of the same components, but for what scripts have put into elements that Dash leaves empty:
    // that moves over, with every state that a person or a script has changed.
    function adopt(old, made) {
        for (const name of ['class', 'style', 'hidden', 'open', 'aria-busy']) {
            const value = old.getAttribute(name);
            if (value === null) made.removeAttribute(name);
            else if (value !== made.getAttribute(name)) made.setAttribute(name, value);
        }
        // what was chosen meanwhile is drawn from the address; what it may have been before must not stand over it
        if (atlas.late && old.closest('.filters, .option')) {
            if (!made.childNodes.length) made.append(...old.childNodes);
            return;
        }
        Object.assign(made.dataset, old.dataset);
        if (old.matches('select, input, textarea')) made.value = old.value;
        if (!made.childNodes.length && !made.matches('textarea')) made.append(...old.childNodes);
        const parts = [...old.children].filter((part) => !part.dataset.store);
        parts.forEach((part, i) => made.children[i] && adopt(part, made.children[i]));
    }

    const scrolled = () => [...document.querySelectorAll('[tabindex]')].filter((part) => part.id && (part.scrollTop || part.scrollLeft));

    function handOver() {
        const focus = document.activeElement;
        const places = scrolled().map(({ id, scrollTop, scrollLeft }) => [id, scrollTop, scrollLeft]);
        if (first) {
            adopt(first.firstElementChild, entry.querySelector('header').parentElement);
            first.remove();
        }
        for (const [id, top, left] of places) document.getElementById(id)?.scrollTo({ top, left });
        if (focus && focus !== document.body) (focus.isConnected ? focus : document.getElementById(focus.id))?.focus({ preventScroll: true });
        atlas.markPage();
        atlas.dashKnows = window.location.pathname + window.location.search;
        atlas.dashStarted = true;
        performance.mark('ready'); // for the benchmark
        if (atlas.late) window.setTimeout(atlas.redraw, 0); // chosen before Dash could ask for it
    }

    const watch = new MutationObserver(() => {
        if (!entry.querySelector('#_pages_content')?.firstChild) return;
        watch.disconnect();
        handOver();
    });
    watch.observe(entry, { childList: true, subtree: true });

    atlas.markPage();
    const stored = (name) => document.querySelector(`script[data-store="${name}"]`);
    const explore = stored('told');
    const page = stored('page-figures');
    const start = () => atlas.whenPainted(startDash);
    if (explore) atlas.boundaries.then(() => atlas.tell(JSON.parse(explore.textContent), start));
    else if (page) atlas.drawPage(JSON.parse(page.textContent), start);
    else startDash();
})();
