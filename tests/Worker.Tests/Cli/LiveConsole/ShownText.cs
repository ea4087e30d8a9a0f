using System.Text;

namespace IShowTts.Worker.Tests.Cli.LiveConsole;

/// <summary>What a console was written, with a wait for words to appear.</summary>
internal sealed class ShownText : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Encoding Encoding => Encoding.UTF8;

    public string Text
    {
        get
        {
            lock (_gate)
            {
                return _text.ToString();
            }
        }
    }

    private Task NextChange
    {
        get
        {
            lock (_gate)
            {
                return _changed.Task;
            }
        }
    }

    public override void Write(char value) => Append(value.ToString());

    public override void Write(string? value) => Append(value ?? "");

    public override void Write(char[] buffer, int index, int count) => Append(new string(buffer, index, count));

    public async Task WaitForAsync(string words, TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        while (true)
        {
            var next = NextChange;
            if (Text.Contains(words, StringComparison.Ordinal))
            {
                return;
            }

            try
            {
                await next.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new ShouldAssertException($"\"{words}\" was not shown within {limit.TotalSeconds} s. Shown was:\n{Text}", e);
            }
        }
    }

    private void Append(string value)
    {
        TaskCompletionSource told;
        lock (_gate)
        {
            _text.Append(value);
            told = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        told.SetResult();
    }
}
