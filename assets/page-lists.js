// Own lists: "Keep this view" takes the address as it is now; a footprint is said, a usual one kept to.
(function () {
    'use strict';

    const atlas = (window.atlas = window.atlas || {});
    const readable = (query) => query.toString().replace(/%2C/g, ',');

    // The view as an address; Explore's always names its indicator, since the usual one may change with a load.
    function viewNow() {
        const query = atlas.query();
        const indicator = document.getElementById('heading')?.dataset.indicator;
        if (window.location.pathname === '/' && indicator) query.set('indicator', indicator);
        const text = readable(query);
        return window.location.pathname + (text ? `?${text}` : '');
    }

    const line = () => document.getElementById('usual-footprint-line');
    const starts = (shown) => shown.dataset.starts.split(' '); // pages that start with the usual footprint

    // What a footprint is called, as components/usual_footprint.py has it; '' of all London and of what is none.
    function nameOf(within, { names, everywhere }) {
        const stps = JSON.parse(names);
        if (stps[within] || within === everywhere) return stps[within] || '';
        const codes = within.split(',');
        const areas = codes.every((code) => /^E(09|38)\d{6}$/.test(code));
        return areas ? `${codes.length} chosen ${codes.length === 1 ? 'area' : 'areas'}` : '';
    }

    // The line stands while the address names a footprint, and leads to all London of the view as it is now.
    function say() {
        const shown = line();
        if (!shown) return;
        const query = atlas.query();
        const within = query.get('within') || '';
        const kept = shown.dataset.footprint;
        const limits = starts(shown).includes(window.location.pathname) && window.location.pathname !== '/area' && query.get('level') !== 'stp';
        const name = limits ? nameOf(within, shown.dataset) : '';
        shown.hidden = !name;
        document.getElementById('footprint-name').textContent = name;
        for (const part of ['footprint-usual', 'footprint-change']) document.getElementById(part).hidden = within !== kept;
        if (kept) query.set('within', shown.dataset.everywhere);
        else query.delete('within');
        const text = readable(query);
        document.getElementById('leave-footprint').href = window.location.pathname + (text ? `?${text}` : '');
    }
    const note = atlas.noteAddress;
    atlas.noteAddress = () => {
        note();
        say();
    };
    for (const name of ['popstate', '_dashprivate_pushstate']) window.addEventListener(name, say);

    document.addEventListener('click', (event) => {
        const link = event.target.closest && event.target.closest('a[href]');
        if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
        if (link.dataset.keep) {
            link.href = `/lists?add=${encodeURIComponent(viewNow())}`;
            return;
        }
        // A page without a footprint in its address is asked of the server, which knows the usual one, and not of Dash;
        // where all London was asked for, that is kept to.
        const shown = line();
        const to = new URL(link.href);
        if (!shown?.dataset.footprint || to.origin !== window.location.origin || !starts(shown).includes(to.pathname) || to.searchParams.has('within')) return;
        if (atlas.query().get('within') === shown.dataset.everywhere && to.pathname !== '/area') {
            to.searchParams.set('within', shown.dataset.everywhere);
            link.href = to.pathname + (`?${readable(to.searchParams)}`) + to.hash;
        }
        event.stopPropagation();
    }, true);
})();
