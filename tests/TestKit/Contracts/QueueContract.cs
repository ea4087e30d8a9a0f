using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace IShowTts.TestKit.Contracts;

/// <summary>What the contract suites of the queue share: one open queue for each test.</summary>
public abstract class QueueContract : IAsyncLifetime
{
    private QueueHome? _home;

    private protected QueueHome Home => _home!;

    private protected IUtteranceQueue Queue => Home.Queue;

    private protected QueueOptions Options => Home.Options.CurrentValue;

    private protected FakeTimeProvider Time => Home.Time;

    public async Task InitializeAsync()
    {
        _home = CreateHome();
        await _home.OpenAsync();
    }

    public async Task DisposeAsync() => await Home.DisposeAsync();

    /// <summary>The queue under test, not open yet.</summary>
    private protected abstract QueueHome CreateHome();
}
