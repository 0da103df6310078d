using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Design.Internal;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.EntityFrameworkCore.Sqlite.Design.Internal;
using Microsoft.EntityFrameworkCore.Storage;

namespace CommunityPlatform.Dev.Migrations.Writing;

/// <summary>The C# text of the model after a migration, for SQLite to build a table anew by. It names no database's own types.</summary>
internal static partial class ModelFile
{
    public static string Text(DbContext database, IModel model, string home, string migration)
    {
        var types = database.GetService<IRelationalTypeMappingSource>();
        var writer = new CSharpSnapshotGenerator(new(new CSharpHelper(types), types, new SqliteAnnotationCodeGenerator(new(types))));
        var text = new IndentedStringBuilder();
        using (text.Indent())
        using (text.Indent())
        {
            writer.Generate("modelBuilder", model, text);
        }
        return $$"""
            #nullable disable
            using Microsoft.EntityFrameworkCore;
            using Microsoft.EntityFrameworkCore.Metadata;

            namespace {{home}};

            internal sealed partial class {{migration}}
            {
                protected override void BuildTargetModel(ModelBuilder modelBuilder)
                {
            {{Foreign().Replace(text.ToString(), "").TrimEnd()}}
                }
            }

            """;
    }

    [GeneratedRegex("""\s*\.HasColumnType\("[^"]*"\)|\s*\.HasAnnotation\("Npgsql:[^)]*\)""")]
    private static partial Regex Foreign();
}
