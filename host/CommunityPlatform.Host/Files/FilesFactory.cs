using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.Files;

namespace CommunityPlatform.Host.Files;

/// <summary>
/// Keeps files in the community's folder under names of its own. The row is written with the act; a file whose act failed is
/// an orphan that no row names.
/// </summary>
internal sealed class FilesFactory(PlatformOptions options, CommunityBooks books, TimeProvider clock) : IFilesFactory
{
    private const long Largest = 20 * 1024 * 1024;

    public IFiles For(ActFrame frame) => new Face(frame, books, clock, Path.Combine(options.Data, "communities", frame.Community.Slug, "files"));

    private sealed class Face(ActFrame frame, CommunityBooks books, TimeProvider clock, string folder) : IFiles
    {
        public async Task<StoredFile> KeepPicture(string name, Stream content, CancellationToken stop)
        {
            var id = Guid.CreateVersion7();
            var path = PathOf(id);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var (type, size) = await Write(path, content, stop);
            await using var database = books.Beside(frame.Session);
            var row = new FileRow { Id = id, Owner = frame.Module, Name = Path.GetFileName(name), ContentType = type, Size = size, At = clock.GetUtcNow().UtcDateTime };
            database.Files.Add(row);
            await database.SaveChangesAsync(stop);
            return new(id, row.Name, row.ContentType, row.Size);
        }

        public async Task<(StoredFile File, Stream Content)?> Open(Guid id, CancellationToken stop)
        {
            await using var database = books.Beside(frame.Session);
            var row = await database.Files.FindAsync([id], stop);
            return row is null || row.Owner != frame.Module || !File.Exists(PathOf(id))
                ? null
                : (new(row.Id, row.Name, row.ContentType, row.Size), File.OpenRead(PathOf(id)));
        }

        public async Task Remove(Guid id, CancellationToken stop)
        {
            await using var database = books.Beside(frame.Session);
            var row = await database.Files.FindAsync([id], stop);
            if (row is null || row.Owner != frame.Module) return;
            database.Files.Remove(row);
            await database.SaveChangesAsync(stop);
            frame.Afterwards(() => File.Delete(PathOf(id)));
        }

        private string PathOf(Guid id) => Path.Combine(folder, id.ToString("N")[^2..], id.ToString("N"));

        private static async Task<(string Type, long Size)> Write(string path, Stream content, CancellationToken stop)
        {
            var written = 0L;
            string? type = null;
            try
            {
                await using var file = File.Create(path);
                var buffer = new byte[64 * 1024];
                int read;
                while ((read = await content.ReadAtLeastAsync(buffer, 12, throwOnEndOfStream: false, stop)) > 0)
                {
                    type ??= TypeOf(buffer.AsSpan(0, read)) ?? throw new InvalidDataException("This is no JPEG, PNG or WebP picture.");
                    written += read;
                    if (written > Largest) throw new InvalidDataException("The picture is larger than 20 MB.");
                    await file.WriteAsync(buffer.AsMemory(0, read), stop);
                }
                return (type ?? throw new InvalidDataException("The file is empty."), written);
            }
            catch
            {
                File.Delete(path);
                throw;
            }
        }

        private static string? TypeOf(ReadOnlySpan<byte> start) => start switch
        {
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
            [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => "image/webp",
            _ => null,
        };
    }
}
