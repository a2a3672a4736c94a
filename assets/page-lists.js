// Own lists: "Keep this view" takes the address as it is now; a usual footprint is said and kept to.
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

    // The line stands while the address names the usual footprint, and leads to all London of the view as it is now.
    function say() {
        const shown = line();
        if (!shown) return;
        const query = atlas.query();
        shown.hidden = query.get('within') !== shown.dataset.footprint;
        query.set('within', shown.dataset.everywhere);
        document.getElementById('leave-footprint').href = `${window.location.pathname}?${readable(query)}`;
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
        if (!shown || to.origin !== window.location.origin || !shown.dataset.starts.split(' ').includes(to.pathname) || to.searchParams.has('within')) return;
        if (atlas.query().get('within') === shown.dataset.everywhere && to.pathname !== '/area') {
            to.searchParams.set('within', shown.dataset.everywhere);
            link.href = to.pathname + (`?${readable(to.searchParams)}`) + to.hash;
        }
        event.stopPropagation();
    }, true);
})();
