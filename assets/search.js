// The indicator's search box: accessible-autocomplete over the options that the page carries.
(function () {
    'use strict';

    const atlas = (window.atlas = window.atlas || {});
    const MOST = 60;

    const words = (text) => text.toLocaleLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').split(/[^a-z0-9%]+/).filter(Boolean);

    // An option's label is its name, domain and source; the box itself holds the name.
    const title = (option) => (option ? option.label.split(' · ')[0] : '');

    // Every word typed must begin a word of the label (or of its group); nearest first is the list's own order.
    function matching(options, typed) {
        const wanted = words(typed);
        return options.filter((option) => {
            const has = words(`${option.label} ${option.group}`);
            return wanted.every((w) => has.some((h) => h.startsWith(w)));
        });
    }

    function mount() {
        const holder = document.getElementById('indicator-options');
        const box = document.getElementById('indicator-search');
        if (!holder || !box || !window.accessibleAutocomplete) return;
        const text = holder.dataset.options;
        const heading = document.getElementById('heading');
        const current = heading ? heading.dataset.indicator || '' : '';
        if (box.dataset.shown === `${text.length}|${current}` && box.firstChild) return;
        box.dataset.shown = `${text.length}|${current}`;
        const options = JSON.parse(text);
        const name = title(options.find((o) => o.value === current));
        box.replaceChildren();
        window.accessibleAutocomplete({
            element: box,
            id: 'indicator',
            displayMenu: 'overlay',
            defaultValue: name,
            showAllValues: true,
            dropdownArrow: ({ className }) => `<svg class="${className}" viewBox="0 0 16 16" focusable="false"><path d="m2 5 6 6 6-6" fill="none" stroke="#212b32" stroke-width="2"/></svg>`,
            confirmOnBlur: false,
            autoselect: true,
            source(query, populate) {
                const found = !query || query === name ? options : matching(options, query);
                populate(found.slice(0, query && query !== name ? MOST : found.length));
            },
            templates: {
                inputValue: (option) => (option && option.label ? title(option) : option || ''),
                suggestion: (option) => {
                    if (typeof option === 'string') return escaped(option);
                    const [, ...rest] = option.label.split(' · ');
                    const why = option.reason ? ` (${option.reason})` : '';
                    return `<span class="option-title">${escaped(title(option))}</span><span class="option-more">${escaped(rest.join(' · ') + why)}</span>`;
                },
            },
            tNoResults: () => 'No indicator matches; fewer or other words may.',
            onConfirm(option) {
                if (option && option.value && option.value !== current && !option.reason) {
                    atlas.choose({ indicator: option.value });
                }
            },
        });
        const input = document.getElementById('indicator');
        if (input) {
            input.addEventListener('focus', () => input.select());
            input.addEventListener('blur', () => window.setTimeout(() => { // what was typed and not chosen is not shown
                const search = document.getElementById('indicator-search'); // Dash may have made the page anew
                if (!search?.contains(input) || search.contains(document.activeElement) || input.value === name) return;
                delete search.dataset.shown;
                mount();
            }, 0));
        }
    }

    function escaped(text) {
        const span = document.createElement('span');
        span.textContent = text;
        return span.innerHTML;
    }

    // Called after each view: the box is made anew when its options or the indicator shown have changed.
    atlas.mountSearch = mount;
})();
