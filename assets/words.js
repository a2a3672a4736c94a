// The words of a view: the finding above the charts, and each card's title, text alternative and note.
(function () {
    'use strict';

    const atlas = (window.atlas = window.atlas || {});

    function put(id, text) {
        const element = document.getElementById(id);
        if (element && element.textContent !== text) element.textContent = text;
    }

    atlas.write = function ({ finding, cards }) {
        for (const part of ['heading', 'sentence', 'badge', 'source']) put(part, finding[part]);
        document.getElementById('heading')?.setAttribute('data-indicator', finding.indicator);
        const ribbon = document.getElementById('ribbon');
        if (ribbon) ribbon.hidden = !finding.illustrative;
        document.getElementById('charts')?.classList.toggle('illustrative', finding.illustrative);
        document.getElementById('messages')?.replaceChildren(...finding.messages.map((message) => {
            const line = document.createElement('p');
            line.className = 'message';
            line.textContent = message;
            return line;
        }));
        for (const [card, words] of Object.entries(cards)) {
            for (const [part, text] of Object.entries(words)) put(`${card}-${part}`, text);
        }
    };
})();
