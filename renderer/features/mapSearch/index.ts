export { MapSearch, type MapSearchProps } from './MapSearch.tsx';
