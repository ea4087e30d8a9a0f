// The library as it is served: artifacts/web/vendor/hooks.js
export * from '../../../../artifacts/web/node_modules/preact/hooks/src/index.js';
