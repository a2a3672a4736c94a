// Start: news begin where this browser was last. It notes the load and the day of its visits, and nothing else.
(function () {
    'use strict';

    const NAME = 'atlas-visit'; // in local storage the last visit, in session storage what this visit begins with
    const news = document.getElementById('news');
    const today = new Date().toISOString().slice(0, 10);

    function kept(store) {
        try {
            return JSON.parse(store.getItem(NAME));
        } catch {
            return null; // not ours, or no storage is allowed
        }
    }

    function keep(store, value) {
        try {
            store.setItem(NAME, JSON.stringify(value));
        } catch {
            // no storage is allowed: news then begin before the newest day of loading
        }
    }

    const words = (day) => new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
    const sound = (visit) => visit && Number.isInteger(visit.load) && visit.load > 0 && /^\d{4}-\d\d-\d\d$/.test(visit.day);

    // Where this visit's news begin: what the visit before it saw.
    function before() {
        const begun = kept(window.sessionStorage);
        if (begun !== null) return sound(begun) ? begun : null;
        const last = kept(window.localStorage);
        keep(window.sessionStorage, sound(last) ? last : {});
        return sound(last) ? last : null;
    }

    const address = (visit) => `/start?since=${visit.load}&visit=${visit.day}`;

    if (news && news.dataset.snapshot) {
        const shown = Number(news.dataset.snapshot);
        const last = before();
        keep(window.localStorage, { load: shown, day: today });
        if (last && last.load < shown && !window.location.search) window.location.replace(address(last) + window.location.hash);
        const link = new URLSearchParams(window.location.search);
        if (link.has('visit') && (!last || link.get('visit') !== last.day)) { // a link somebody sent, with their visit in it
            link.delete('visit');
            window.location.replace(`/start?${link}${window.location.hash}`);
        }
        const said = document.getElementById('last-visit');
        if (said && last && last.load === shown) said.textContent = `Nothing was loaded since you were last here on ${words(last.day)}.`;
    }

    // From other pages too Start is asked for as this visit began
    document.addEventListener('click', (event) => {
        const link = event.target.closest && event.target.closest('a[href="/start"]');
        const begun = sound(kept(window.sessionStorage)) ? kept(window.sessionStorage) : null;
        if (link && begun && !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey) event.stopPropagation();
    }, true);
})();
