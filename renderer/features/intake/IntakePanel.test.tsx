import { act, useState } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { browserDrafts, type MapPin, type MapScene } from '../../parts/index.ts';
import { createStationClient, StationProvider } from '../../station/index.ts';
import { TestStation } from '../../station/testStation.ts';
import { renderForTest, stubLayout } from '../../ui/renderForTest.tsx';
import { EMPTY_INTAKE } from './draft/intakeDraft.ts';
import { IntakePanel } from './IntakePanel.tsx';

const LIMIT = { value: 1, unit: 'urgent-hour' } as const;
const CATEGORY = {
  ...{ code: '010101', version: 1, catalogueVersion: '1', groupCode: '0101', groupZh: '市政', groupEn: 'Works' },
  ...{ classCode: '01', classZh: '问题', classEn: 'Problems', zh: '井盖破损', en: 'Manhole cover', synonyms: [] },
  ...{ pinyin: 'jgps', departmentCode: 'works', urgency: 'urgent', icon: 'x' },
  limits: { accept: LIMIT, dispatch: LIMIT, handle: LIMIT, verify: LIMIT },
  questions: [
    {
      id: 'hurt',
      zh: '有人受伤吗？',
      en: 'Hurt?',
      kind: 'yes-no',
      required: true,
      raises: { answer: 'yes', urgency: 'critical' },
    },
    { id: 'kind', zh: '哪一类？', en: 'Which?', kind: 'choice', choices: [{ zh: '上水', en: 'Water' }] },
  ],
};
const GRID = { code: '99010100100101', street: '虹台街道', community: '书田社区', unit: '书田社区第1网格' };
const PLACE = {
  address: '云锦路12号',
  lon: 121.4,
  lat: 31.2,
  gridCode: GRID.code,
  confidence: 'certain',
  why: 'same-address',
};

const COMPONENT = {
  ...{ code: '9901010101000001', name: '上水井盖', ownerDepartment: 'works', lon: 121.4, lat: 31.2 },
  ...{
    gridCode: GRID.code,
    kind: { zh: '上水井盖', en: 'Cover', departmentCode: 'works' },
    owner: null,
    grid: GRID,
    distance: 4,
  },
};
const DUPLICATE = {
  ...{ id: '019b7000-1000-7000-8000-000000000001', number: null, title: '井盖破损一处', address: '云锦路12号' },
  ...{ state: 'reported', urgency: 'normal', reportedAt: 1_700_000_000_000, confidence: 'certain', distance: 3 },
  ...{ alike: 0.8, sameType: true, ended: false },
};

let station: TestStation;
let element: HTMLElement;
let close: () => void;
const pins: unknown[] = [];
let pinned: MapPin | null = null;
let scene: MapScene | null = null;

async function show(nonce: string): Promise<void> {
  station = new TestStation({
    'category.list': () => [CATEGORY],
    'intake.categoryUse': () => [],
    'intake.places': () => [{ ...PLACE, away: null, grid: GRID }],
    'intake.placeAt': () => ({ grid: GRID, confidence: 'certain', nearest: { address: '云锦路12号', metres: 3 } }),
    'intake.duplicates': () => [DUPLICATE],
    'component.near': () => [COMPONENT],
    'component.find': () => [],
    'component.get': () => COMPONENT,
  });
  const client = createStationClient();
  const nothing = () => undefined;
  const onScene = (next: MapScene | null) => {
    scene = next;
  };
  /** As the desk does: a pin that is set renders the panel again. */
  const Desk = () => {
    const [, setPin] = useState<MapPin | null>(null);
    const onPin = (pin: MapPin | null) => {
      pins.push(pin?.at ?? null);
      pinned = pin;
      setPin(pin);
    };
    return (
      <IntakePanel
        start={{ nonce }}
        onClose={nothing}
        onOpenCase={nothing}
        onPin={onPin}
        onScene={onScene}
        onShowOnMap={nothing}
      />
    );
  };
  const rendered = await renderForTest(
    <StationProvider client={client}>
      <Desk />
    </StationProvider>,
  );
  element = rendered.element;
  close = () => {
    rendered.unmount();
    client.connection.close();
    station.die();
  };
  await act(async () => client.connection.attach(station.windowPort));
  await until(() => client.queries.getQueryData(['status', {}]) !== undefined && field('地址') !== null);
}
/** Lets the page render between two looks. */
async function until(probe: () => unknown): Promise<void> {
  for (let n = 0; n < 200 && !probe(); n += 1) await act(async () => new Promise((resolve) => setTimeout(resolve, 10)));
  expect(probe()).toBeTruthy();
}

function field(label: string): HTMLInputElement | HTMLTextAreaElement | null {
  const found = [...element.querySelectorAll('label')].find((one) => one.textContent?.startsWith(label));
  const target = found && document.getElementById(found.htmlFor);
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;
}
function button(words: string): HTMLButtonElement | undefined {
  return [...document.querySelectorAll('button')].find((one) => one.textContent?.startsWith(words));
}

async function type(label: string, text: string): Promise<void> {
  const target = field(label);
  if (!target) throw new Error(`no field ${label}`);
  const prototype = target instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  await act(async () => target.focus());
  await act(async () => {
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(target, text);
    target.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

beforeEach(() => {
  pins.length = 0;
  localStorage.clear();
  stubLayout();
});
afterEach(() => close());

it('asks the script of the category, which may raise the urgency', async () => {
  browserDrafts().write('lead.intake', { drafts: [{ id: 'a', caseId: null }], openId: 'a', nonce: '1' });
  browserDrafts().write('lead.intake.a', { ...EMPTY_INTAKE, categoryCode: '010101' });
  await show('1');
  await until(() => element.textContent?.includes('有人受伤吗？'));
  const yes = [...element.querySelectorAll('label')].find((one) => one.textContent === '是')?.querySelector('input');
  await act(async () => yes?.click());
  expect(element.textContent).toContain('升为特急');
  const critical = [...element.querySelectorAll('label')].find((one) => one.textContent === '特急');
  expect(critical?.querySelector('input')?.checked).toBe(true);
});

it('takes the grid of a certain address, keeps the draft, and masks the contact that was left', async () => {
  await show('1');
  await type('地址', '云锦路12号');
  await until(() => element.querySelector(`[data-grid="${GRID.code}"]`));
  expect(pins.length).toBeLessThan(10);
  expect(pins.at(-1)).toEqual({ lon: 121.4, lat: 31.2 });
  await type('情况描述', '井盖破损');
  await until(() => element.textContent?.includes('可能是同一件事'));
  expect(element.textContent).toContain('文字相似 80%');
  await type('电话', '13812345678');
  await act(async () => field('备注')?.focus());
  expect(field('电话')?.value).toBe('138****5678');
  close();
  await show('1');
  await until(() => field('地址')?.value === '云锦路12号');
  expect(field('电话')?.value).toBe('138****5678');
});

it('keeps a draft that is begun while the one before it is on its way', async () => {
  await show('1');
  await type('地址', '云锦路12号');
  await type('情况描述', '井盖破损');
  await until(() => button('并排对照'));
  let taken: () => void = () => undefined;
  station.holdActs = new Promise((resolve) => {
    taken = resolve;
  });
  await act(async () => button('并排对照')?.click());
  await act(async () => button('是同一件，记为再次投诉')?.click());
  await until(() => station.acts.length > 0);
  await act(async () => button('再登记')?.click());
  await type('情况描述', '路灯不亮');
  await act(async () => taken());
  await until(() => element.querySelectorAll('[role="tab"]').length === 1);
  expect(field('情况描述')?.value).toBe('路灯不亮');
});

it('shows the components around the pin on the map, and takes the one that is clicked', async () => {
  await show('1');
  const place = async (lon: number, lat: number) => act(async () => pinned?.onPlace({ lon, lat }));
  // Some twenty metres from it: the pin stands there, and the component is shown.
  await place(121.4002, 31.2);
  await until(() => scene?.points.length === 1);
  expect(scene?.points[0]).toEqual({ lon: 121.4, lat: 31.2, label: '上水井盖' });
  expect(pins.at(-1)).toEqual({ lon: 121.4002, lat: 31.2 });
  await place(121.40003, 31.2);
  await until(
    () => element.querySelector('[aria-label="部件档案"]') !== null || element.textContent?.includes('990101 –'),
  );
  expect(pins.at(-1)).toEqual({ lon: 121.4, lat: 31.2 });
  expect(field('地址')?.value).toBe('上水井盖');
  expect(scene).toBeNull();
});
