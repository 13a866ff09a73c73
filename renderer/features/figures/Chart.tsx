import { BarChart, LineChart } from 'echarts/charts';
import { AxisPointerComponent, GridComponent, LegendComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useSettings } from '../../station/index.ts';
import type { ChartLook, ChartOption } from './options.ts';
import styles from './figures.module.css';

echarts.use([BarChart, LineChart, GridComponent, LegendComponent, AxisPointerComponent, CanvasRenderer]);

interface ChartProps {
  title: string;
  /** the chart in words: what somebody who does not see it is told */
  words: string;
  option(look: ChartLook): ChartOption;
}

/** One chart with its title. It takes its colours and sizes from the page and draws only when something changed. */
export function Chart({ title, words, option }: ChartProps) {
  const { theme } = useSettings();
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(option);
  latest.current = option;
  useEffect(() => {
    const element = host.current;
    if (!element || theme === undefined) return;
    const chart = echarts.init(element, null, { renderer: 'canvas' });
    const draw = () => chart.setOption(latest.current(lookOf(element)), { notMerge: true });
    draw();
    const observer = new ResizeObserver(() => {
      chart.resize();
      draw();
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [theme]);
  useEffect(() => {
    const element = host.current;
    const chart = element && echarts.getInstanceByDom(element);
    if (chart) chart.setOption(option(lookOf(element)), { notMerge: true });
  });
  return (
    <figure className={styles.chart}>
      <figcaption>{title}</figcaption>
      <div ref={host} className={styles.plot} role="img" aria-label={`${title}: ${words}`} />
    </figure>
  );
}

/** The page's colours and letter size, read where the chart stands. */
function lookOf(element: HTMLElement): ChartLook {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    font: style.fontFamily,
    size: Number.parseFloat(style.fontSize),
    text: colour('--text'),
    soft: colour('--text-2'),
    line: colour('--line-strong'),
    grid: colour('--line'),
    accent: colour('--accent'),
    green: colour('--green'),
    red: colour('--red'),
  };
}
