// The library as it is served: artifacts/web/vendor/uplot.js
import uPlot from '../../../../artifacts/web/node_modules/uplot/dist/uPlot.js';
export default uPlot;
