import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption, LegendComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { Figures } from '#shared/contract/views.ts';

export type ChartOption = ComposeOption<
  BarSeriesOption | LineSeriesOption | GridComponentOption | LegendComponentOption
>;

/** What a chart takes from the page: font, letter size in px, colours. */
export interface ChartLook {
  font: string;
  size: number;
  text: string;
  soft: string;
  line: string;
  grid: string;
  accent: string;
  green: string;
  red: string;
}

const MOST_GROUPS = 8;

/** Received as bars, closed as a line with points: told apart without colour. */
export function hourOption(
  look: ChartLook,
  hours: Figures['byHour'],
  names: [received: string, closed: string],
): ChartOption {
  const label = (hour: number) => String(new Date(hour).getHours()).padStart(2, '0');
  return pairOption(
    look,
    hours.map(({ hour, ...counts }) => ({ label: label(hour), ...counts })),
    names,
  );
}

/** Received as bars, closed as a line, by whatever the labels name. */
export function pairOption(
  look: ChartLook,
  points: { label: string; received: number; closed: number }[],
  names: [received: string, closed: string],
): ChartOption {
  return {
    ...base(look),
    grid: {
      left: 0,
      right: 0,
      top: look.size * 2,
      bottom: 0,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend: legend(look, names),
    xAxis: {
      type: 'category',
      data: points.map(({ label }) => label),
      axisLabel: { color: look.soft, fontSize: look.size * 0.85, interval: Math.ceil(points.length / 8) - 1 },
      axisLine: { lineStyle: { color: look.line } },
      axisTick: { show: false },
    },
    yAxis: valueAxis(look),
    series: [
      {
        name: names[0],
        type: 'bar',
        data: points.map(({ received }) => received),
        itemStyle: { color: look.accent, borderRadius: [2, 2, 0, 0] },
        barCategoryGap: '35%',
      },
      {
        name: names[1],
        type: 'line',
        data: points.map(({ closed }) => closed),
        symbol: 'circle',
        symbolSize: look.size * 0.34,
        lineStyle: { color: look.green, width: Math.max(2, look.size * 0.12) },
        itemStyle: { color: look.green },
      },
    ],
  };
}

/** Open cases by street, the overdue part beside the rest, most first. */
export function streetOption(
  look: ChartLook,
  streets: Figures['byStreet'],
  names: [open: string, overdue: string],
): ChartOption {
  const rows = [...streets].sort((a, b) => a.open - b.open);
  return {
    ...base(look),
    grid: {
      left: 0,
      right: look.size * 3,
      top: look.size * 2,
      bottom: 0,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend: legend(look, [names[1], names[0]]),
    xAxis: { type: 'value', show: false },
    yAxis: nameAxis(
      look,
      rows.map(({ name }) => name),
    ),
    series: [
      bar(
        look,
        names[1],
        rows.map(({ overdue }) => overdue),
        look.red,
      ),
      {
        ...bar(
          look,
          names[0],
          rows.map(({ open, overdue }) => Math.max(0, open - overdue)),
          look.accent,
        ),
        label: endLabel(look, (at) => String(rows[at]?.open ?? '')),
      },
    ],
  };
}

/** Cases by group, the most frequent ones. */
export function groupOption(look: ChartLook, groups: { name: string; count: number }[]): ChartOption {
  const rows = topGroups(groups).reverse();
  return {
    ...base(look),
    grid: {
      left: 0,
      right: look.size * 3,
      top: 0,
      bottom: 0,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: { type: 'value', show: false },
    yAxis: nameAxis(
      look,
      rows.map(({ name }) => name),
    ),
    series: [
      {
        ...bar(
          look,
          '',
          rows.map(({ count }) => count),
          look.accent,
        ),
        label: endLabel(look, (at) => String(rows[at]?.count ?? '')),
      },
    ],
  };
}

/** A bar for each row, from the top in their order, with what it says at its end. */
export function barsOption(
  look: ChartLook,
  rows: readonly { name: string; value: number | null; text: string }[],
): ChartOption {
  // The axis counts from below.
  const shown = [...rows].reverse();
  return {
    ...base(look),
    grid: {
      left: 0,
      right: look.size * 5,
      top: 0,
      bottom: 0,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: { type: 'value', show: false, min: 0 },
    yAxis: nameAxis(
      look,
      shown.map(({ name }) => name),
    ),
    series: [
      {
        ...bar(
          look,
          '',
          shown.map(({ value }) => value ?? 0),
          look.accent,
        ),
        label: endLabel(look, (at) => shown[at]?.text ?? ''),
      },
    ],
  };
}

/** The most frequent groups, most first. */
export function topGroups<T extends { count: number }>(groups: readonly T[]): T[] {
  return [...groups].sort((a, b) => b.count - a.count).slice(0, MOST_GROUPS);
}

function base(look: ChartLook): ChartOption {
  return { animation: false, textStyle: { fontFamily: look.font, fontSize: look.size, color: look.text } };
}

function legend(look: ChartLook, names: string[]): LegendComponentOption {
  return {
    data: names,
    selectedMode: false,
    right: 0,
    top: 0,
    itemWidth: look.size,
    itemHeight: look.size * 0.7,
    textStyle: { color: look.soft, fontSize: look.size * 0.9, fontFamily: look.font },
  };
}

function valueAxis(look: ChartLook): ChartOption['yAxis'] {
  return {
    type: 'value',
    minInterval: 1,
    splitNumber: 3,
    axisLabel: { color: look.soft, fontSize: look.size * 0.85 },
    splitLine: { lineStyle: { color: look.grid } },
  };
}

function nameAxis(look: ChartLook, names: string[]): ChartOption['yAxis'] {
  return {
    type: 'category',
    data: names,
    axisLabel: { color: look.text, fontSize: look.size, interval: 0 },
    axisLine: { show: false },
    axisTick: { show: false },
  };
}

function bar(look: ChartLook, name: string, data: number[], color: string): BarSeriesOption {
  return { name, type: 'bar', stack: 'all', data, itemStyle: { color }, barMaxWidth: look.size * 1.1 };
}

function endLabel(look: ChartLook, text: (at: number) => string): BarSeriesOption['label'] {
  return {
    show: true,
    position: 'right',
    color: look.text,
    fontSize: look.size,
    fontFamily: look.font,
    formatter: ({ dataIndex }) => text(dataIndex),
  };
}
