// The part of plotly.js that our charts use. Keep in step with the traces in variation/figures.
const Plotly = require('plotly.js/lib/core');

Plotly.register([
    require('plotly.js/lib/choropleth'),
    require('plotly.js/lib/scattergeo'),
    require('plotly.js/lib/bar'),
]);

module.exports = Plotly;

// Our maps draw their own boundaries and no base map; without this plotly.js would fetch one from its own servers.
window.PlotlyGeoAssets = window.PlotlyGeoAssets || { topojson: {} };
window.PlotlyGeoAssets.topojson.world_110m = { type: 'Topology', objects: {}, arcs: [] };
