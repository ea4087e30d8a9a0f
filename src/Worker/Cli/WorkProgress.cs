using Spectre.Console;

namespace IShowTts.Worker.Cli;

/// <summary>Shows how far long work is: a bar on a terminal, else a plain line every tenth; nothing with <c>--json</c>.</summary>
internal static class WorkProgress
{
    private const int Steps = 10;

    /// <summary>Runs work and shows its progress on standard error.</summary>
    /// <param name="context">Where to show it.</param>
    /// <param name="silent">Show nothing.</param>
    /// <param name="work">Is given what tells progress: what is done now, and how much of it, 0 to 1. Any thread.</param>
    public static async Task<T> RunAsync<T>(CommandContext context, bool silent, Func<Action<string, double>, Task<T>> work)
    {
        if (silent)
        {
            return await work(static (_, _) => { });
        }

        if (!context.Error.Profile.Capabilities.Interactive || !context.Error.Profile.Capabilities.Ansi)
        {
            return await work(new PlainSteps(context).Tell);
        }

        var columns = new ProgressColumn[] { new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn() };
        return await context.Error.Progress().Columns(columns).StartAsync(async view =>
        {
            var tasks = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
            return await work((what, fraction) =>
            {
                lock (tasks)
                {
                    if (!tasks.TryGetValue(what, out var task))
                    {
                        tasks[what] = task = view.AddTask(Markup.Escape(what), maxValue: 1);
                    }

                    task.Value = fraction;
                }
            });
        });
    }

    private sealed class PlainSteps(CommandContext context)
    {
        private readonly Lock _lock = new();
        private string _what = "";
        private int _step = -1;

        public void Tell(string what, double fraction)
        {
            lock (_lock)
            {
                var step = (int)(fraction * Steps);
                if (what == _what && step <= _step)
                {
                    return;
                }

                (_what, _step) = (what, step);
                context.Say($"{what}: {step * (100 / Steps)} %");
            }
        }
    }
}
