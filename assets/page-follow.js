// The links of the bar take the view along: indicator, level, footprint and picked areas, where the page they lead to knows them.
(function () {
    'use strict';

    const atlas = window.atlas;

    // path → what it calls the choices that it knows (components/navigation.py); other pages show nothing of a view
    const known = () => JSON.parse(document.querySelector('.top nav').dataset.takes);

    // The view as it is now, by the names that Explore has for it.
    function viewNow(pages) {
        const query = atlas.query();
        const names = Object.entries(pages[window.location.pathname] || {});
        return Object.fromEntries(names.map(([choice, name]) => [choice, query.get(name)]).filter(([, value]) => value));
    }

    function carry() {
        const pages = known();
        const view = viewNow(pages);
        for (const link of document.querySelectorAll('.top .nav-link')) {
            const { pathname } = new URL(link.href);
            const takes = pathname === window.location.pathname ? {} : pages[pathname] || {}; // its own link starts it anew
            const pairs = Object.entries(takes).filter(([choice]) => view[choice]).map(([choice, name]) => [name, view[choice]]);
            const text = new URLSearchParams(pairs).toString().replace(/%2C/g, ',');
            link.setAttribute('href', pathname + (text ? `?${text}` : ''));
        }
    }

    for (const name of ['markPage', 'noteAddress']) { // a page has come, or a choice was written into its address
        const before = atlas[name];
        atlas[name] = () => {
            before();
            carry();
        };
    }

    // Dash knows the bare address of its link only, so one with a view is asked of the server.
    document.addEventListener('click', (event) => {
        const link = event.target.closest && event.target.closest('.top .nav-link');
        if (link && new URL(link.href).search) event.stopPropagation();
    }, true);
})();
