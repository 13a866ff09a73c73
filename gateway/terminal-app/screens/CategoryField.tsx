import { useEffect, useState } from 'react';
import { findServices, type Service } from '../core/categories.ts';
import { loadCatalogue } from '../device/catalogue.ts';
import { useWords } from '../words/index.ts';

/** A category by a few letters of its name, group or synonym. */
export function CategoryField({ chosen, onChoose }: { chosen: Service | null; onChoose: (service: Service) => void }) {
  const words = useWords();
  const [services, setServices] = useState<Service[] | null>(null);
  const [typed, setTyped] = useState('');
  useEffect(() => {
    void loadCatalogue().then(setServices);
  }, []);
  const found = services ? findServices(services, typed) : [];
  return (
    <fieldset>
      <legend>{words.report.category}</legend>
      {chosen && (
        <p className="chosen">
          {words.report.chosen}：<strong>{chosen.service_name}</strong> <small>{chosen.group}</small>
        </p>
      )}
      <input
        type="search"
        aria-label={words.report.categoryHint}
        placeholder={words.report.categoryHint}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {services?.length === 0 && <p className="problem">{words.report.categoriesMissing}</p>}
      {typed.trim() !== '' && (
        <ul className="options" aria-label={words.report.category}>
          {found.map((service) => (
            <li key={service.service_code}>
              <button
                type="button"
                onClick={() => {
                  onChoose(service);
                  setTyped('');
                }}
              >
                {service.service_name} <small>{service.group}</small>
              </button>
            </li>
          ))}
          {services && found.length === 0 && <li>{words.report.none}</li>}
        </ul>
      )}
    </fieldset>
  );
}
