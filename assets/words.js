// The words of a view: the finding above the charts, and each card's title, text alternative and note.
(function () {
    'use strict';

    const atlas = (window.atlas = window.atlas || {});

    function put(id, text) {
        const element = document.getElementById(id);
        if (element && element.textContent !== text) element.textContent = text;
    }

    // Choices of a chart that the view cannot have, with the reason; and what the map's colours show.
    function close(closed, colour) {
        for (const choice of ['dispersion', 'scale', 'bands']) {
            const select = document.getElementById(`choice-${choice}`);
            if (!select) continue;
            select.disabled = Boolean(closed[choice]);
            select.title = closed[choice] || '';
        }
        const select = document.getElementById('choice-colour');
        const difference = select?.querySelector('option[value=difference]');
        if (!difference) return;
        difference.disabled = Boolean(closed.colour);
        difference.textContent = closed.colour ? `Difference (${closed.colour})` : 'Difference';
        if (select.value === colour) return;
        select.value = colour;
        if (atlas.dashStarted) window.dash_clientside.set_props('choice-colour', { value: colour });
    }

    atlas.write = function ({ finding, cards, closed, colour }) {
        close(closed, colour);
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
