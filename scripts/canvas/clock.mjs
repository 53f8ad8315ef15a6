// Time of the page's own thread, which other work on the machine does not lengthen.

const round = (ms) => Math.round(ms * 10) / 10;

export async function clock(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async () => Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map((m) => [m.name, m.value]));
  return {
    /** Milliseconds a frame, of all and of parts. @param act resolves to the lengths of its frames */
    async perFrame(act) {
      const before = await spent();
      const lengths = await act();
      const after = await spent();
      const each = (name) => round(((after[name] - before[name]) / lengths.length) * 1000);
      return {
        lengths,
        cpuMs: each('TaskDuration'),
        scriptMs: each('ScriptDuration'),
        styleMs: each('RecalcStyleDuration'),
        layoutMs: each('LayoutDuration'),
      };
    },
    /** What something takes from beginning to end, and the longest stretch for which nothing else could run. */
    async whole(browser, act) {
      const trace = await browser.newBrowserCDPSession();
      const events = [];
      trace.on('Tracing.dataCollected', (e) => events.push(...e.value));
      await trace.send('Tracing.start', {
        transferMode: 'ReportEvents',
        traceConfig: { includedCategories: ['toplevel', 'devtools.timeline'] },
      });
      const before = await spent();
      await act();
      const after = await spent();
      const complete = new Promise((done) => trace.once('Tracing.tracingComplete', done));
      await trace.send('Tracing.end');
      await complete;
      await trace.detach();
      const of = (e) => `${e.pid} ${e.tid}`;
      const turns = new Map();
      for (const e of events)
        if (e.name === 'FireAnimationFrame' || e.name === 'UpdateLayoutTree') turns.set(of(e), (turns.get(of(e)) ?? 0) + 1);
      const main = [...turns].toSorted((a, b) => b[1] - a[1])[0]?.[0];
      const tasks = events.filter((e) => e.name === 'ThreadControllerImpl::RunTask' && e.ph === 'X' && of(e) === main);
      return {
        cpuMs: round((after.TaskDuration - before.TaskDuration) * 1000),
        longestMs: round(Math.max(0, ...tasks.map((e) => (e.tdur ?? e.dur) / 1000))),
      };
    },
  };
}
