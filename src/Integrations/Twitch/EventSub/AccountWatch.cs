using IShowTts.Integrations.Twitch.SignIn;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>Waits for changes of the sign-in.</summary>
internal sealed class AccountWatch : IDisposable
{
    private readonly ITwitchAccount _account;
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins to watch.</summary>
    /// <param name="account">The account.</param>
    public AccountWatch(ITwitchAccount account)
    {
        _account = account;
        account.Changed += OnChanged;
    }

    /// <summary>Ends at the next change. Ask for it before looking at the account, so that no change is missed.</summary>
    public Task NextChange()
    {
        lock (_gate) return _next.Task;
    }

    /// <summary>Cancels when another account, or one with other rights, is signed in, or nobody is.</summary>
    /// <param name="now">Who is signed in now.</param>
    /// <param name="cancel">What to cancel.</param>
    /// <returns>Dispose of it to watch no longer.</returns>
    public IDisposable CancelWhenOther(TwitchSession now, CancellationTokenSource cancel) => new Ending(_account, now, cancel);

    /// <inheritdoc/>
    public void Dispose() => _account.Changed -= OnChanged;

    private void OnChanged()
    {
        TaskCompletionSource told;
        lock (_gate) (told, _next) = (_next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        told.TrySetResult();
    }

    private sealed class Ending : IDisposable
    {
        private readonly ITwitchAccount _account;
        private readonly TwitchSession _now;
        private readonly CancellationTokenSource _cancel;
        private readonly Lock _gate = new();
        private bool _isDisposed;

        public Ending(ITwitchAccount account, TwitchSession now, CancellationTokenSource cancel)
        {
            (_account, _now, _cancel) = (account, now, cancel);
            account.Changed += Look;
            Look();
        }

        public void Dispose()
        {
            _account.Changed -= Look;
            lock (_gate) _isDisposed = true;
        }

        private void Look()
        {
            var session = _account.Session;
            if (session is not null
                && _account.State is TwitchAccountState.SignedIn or TwitchAccountState.WrongAccount
                && session.UserId == _now.UserId && session.ClientId == _now.ClientId && session.Scopes.SequenceEqual(_now.Scopes)) return;
            lock (_gate)
            {
                if (!_isDisposed) _ = _cancel.CancelAsync();
            }
        }
    }
}
