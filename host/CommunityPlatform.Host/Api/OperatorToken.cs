using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CommunityPlatform.Host.Api;

/// <summary>The key of the operator's API: made at the first start, kept in the data folder for whoever may read that folder.</summary>
internal sealed class OperatorToken
{
    private readonly byte[] _hash;

    public OperatorToken(PlatformOptions options)
    {
        File = Path.Combine(options.Data, "keys", "operator.token");
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        _hash = SHA256.HashData(Encoding.UTF8.GetBytes(Read() ?? Make()));
    }

    public string File { get; }

    /// <summary>Compares in constant time, whatever the length.</summary>
    public bool Is(string given) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), _hash);

    private string? Read() => System.IO.File.Exists(File) && System.IO.File.ReadAllText(File).Trim() is { Length: >= 32 } token ? token : null;

    private string Make()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // A file left there keeps its mode when it is written over.
        System.IO.File.Delete(File);
        using var writer = new StreamWriter(File, Encoding.ASCII, options);
        writer.Write(token);
        return token;
    }
}
