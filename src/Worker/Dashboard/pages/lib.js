// The libraries, in one place. Markup is made of nodes only: htm gives trees to preact, which sets text as text.
import { h, render, Fragment } from './vendor/preact.js';
import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from './vendor/hooks.js';
import htm from './vendor/htm.js';

/** @type {(strings: TemplateStringsArray, ...values: any[]) => any} */
export const html = htm.bind(h);

export { render, Fragment, useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState };
