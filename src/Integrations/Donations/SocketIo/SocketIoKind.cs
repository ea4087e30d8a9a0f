namespace IShowTts.Integrations.Donations.SocketIo;

/// <summary>What a frame of Engine.IO 3 and Socket.IO 2 is.</summary>
internal enum SocketIoKind
{
    /// <summary>Anything that we do not use: acknowledgements, binary, upgrades.</summary>
    Other,

    /// <summary><c>0</c>: the session is open; says how often to ping.</summary>
    Open,

    /// <summary><c>1</c>: the other side closes.</summary>
    Close,

    /// <summary><c>2</c>: is the other side there?</summary>
    Ping,

    /// <summary><c>3</c>: it is.</summary>
    Pong,

    /// <summary><c>40</c>: the namespace is joined.</summary>
    Connect,

    /// <summary><c>41</c>: it is left.</summary>
    Disconnect,

    /// <summary><c>42</c>: an event.</summary>
    Event,

    /// <summary><c>44</c>: refused, for example because of the token.</summary>
    Error,
}
