// The links of the bar take the view along: indicator, level, footprint and picked areas, where the page they lead to knows them.
(function () {
    'use strict';

    // path → what it calls the choices that it knows; other pages show nothing of a view
    const KNOWN = {
        '/': { indicator: 'indicator', level: 'level', within: 'within', area: 'area' },
        '/overview': { level: 'level', within: 'within' },
        '/area': { area: 'area' },
        '/compare': { indicator: 'y', level: 'level', within: 'within', area: 'area' },
        '/multiples': { indicator: 'indicator', level: 'level', within: 'within', area: 'area' },
        '/inequalities': { indicator: 'indicator' },
        '/spread': { indicator: 'indicator', level: 'level', within: 'within', area: 'area' },
    };
    const atlas = window.atlas;

    // The view as it is now, by the names that Explore has for it.
    function viewNow() {
        const query = atlas.query();
        const names = Object.entries(KNOWN[window.location.pathname] || {});
        return Object.fromEntries(names.map(([choice, name]) => [choice, query.get(name)]).filter(([, value]) => value));
    }

    function carry() {
        const view = viewNow();
        for (const link of document.querySelectorAll('.top .nav-link')) {
            const { pathname } = new URL(link.href);
            const known = pathname === window.location.pathname ? {} : KNOWN[pathname] || {}; // its own link starts it anew
            const pairs = Object.entries(known).filter(([choice]) => view[choice]).map(([choice, name]) => [name, view[choice]]);
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
